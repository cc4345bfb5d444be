import { type DefinitionNode, type GraphQLSchema, Kind, parse, printSchema } from 'graphql';
import { type DefaultTreeAdapterTypes, parse as parseHtml } from 'parse5';
import { expect } from 'vitest';
import { type Requirement, requirementsOf } from '../../src/scopes/index.js';
import { asksForScopes, inWords } from '../../src/scopes/requirement.js';

type Node = DefaultTreeAdapterTypes.Node;
export type Element = DefaultTreeAdapterTypes.Element;

export interface ParsedPage {
  file: string;
  /** What a parser of HTML complains of. */
  errors: readonly string[];
  elements: readonly Element[];
}

/** The pages of a site, as a browser reads them. */
export function parseSite(files: ReadonlyMap<string, string>): ParsedPage[] {
  return [...files].filter(([file]) => file.endsWith('.html')).map(([file, text]) => parsePage(file, text));
}

function parsePage(file: string, text: string): ParsedPage {
  const errors: string[] = [];
  const document = parseHtml(text, {
    onParseError: ({ code, startLine }) => errors.push(`${code} in line ${startLine}`),
  });
  return { file, errors, elements: elementsIn(document) };
}

/** The elements below a node, in the order of the document. */
export function elementsIn(node: Node | undefined): Element[] {
  const found: Element[] = [];
  if (node) collect(node, found);
  return found;
}

function collect(node: Node, found: Element[]): void {
  for (const child of 'childNodes' in node ? node.childNodes : []) {
    if ('tagName' in child) found.push(child);
    collect(child, found);
  }
}

export function attributeOf(element: Element | undefined, name: string): string | undefined {
  return element?.attrs.find((each) => each.name === name)?.value;
}

/** What a reader reads of a node, with single spaces. */
export function textOf(node: Node | undefined): string {
  return rawTextOf(node).replace(/\s+/g, ' ').trim();
}

/** With the spaces that it has. */
export function rawTextOf(node: Node | undefined): string {
  if (!node) return '';
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(rawTextOf).join('') : '';
}

/** The elements of a class below an element. */
export function ofClass(element: Element | undefined, name: string): Element[] {
  return elementsIn(element).filter((each) => attributeOf(each, 'class')?.split(' ').includes(name));
}

/** The elements that have an anchor, by `file#anchor`. */
export function anchorsOf(pages: readonly ParsedPage[]): Map<string, Element> {
  const anchors = pages.flatMap(({ file, elements }) =>
    elements.flatMap((element): [string, Element][] => {
      const id = attributeOf(element, 'id');
      return id === undefined ? [] : [[`${file}#${id}`, element]];
    }),
  );
  const first = new Map(anchors.toReversed());
  expect(anchors.filter(([anchor, element]) => first.get(anchor) !== element).map(([anchor]) => anchor)).toEqual([]);
  return first;
}

/** The entry of an element of the schema, on whatever page it is. */
export function entryOf(anchors: ReadonlyMap<string, Element>, coordinate: string): Element | undefined {
  const found = [...anchors].filter(([anchor]) => anchor.slice(anchor.indexOf('#') + 1) === coordinate);
  expect(
    found.map(([anchor]) => anchor),
    `the entries of ${coordinate}`,
  ).toHaveLength(1);
  return found[0]?.[1];
}

/** The coordinate of everything that a schema defines, by its SDL. */
function coordinatesIn(schema: GraphQLSchema): string[] {
  return parse(printSchema(schema)).definitions.flatMap(coordinatesOf);
}

function coordinatesOf(node: DefinitionNode): string[] {
  if (!('name' in node) || !node.name || node.kind === Kind.DIRECTIVE_DEFINITION) return [];
  const type = node.name.value;
  const members = [...('fields' in node ? (node.fields ?? []) : []), ...('values' in node ? (node.values ?? []) : [])];
  const ofMembers = members.flatMap((member) => {
    const coordinate = `${type}.${member.name.value}`;
    const args = 'arguments' in member ? (member.arguments ?? []) : [];
    return [coordinate, ...args.map(({ name }) => `${coordinate}(${name.value}:)`)];
  });
  return [type, ...ofMembers];
}

/** What a reader should be told that an element requires. */
function expectedWords(requirement: Requirement | undefined): unknown {
  if (!requirement) return expect.stringMatching(/^(Public|Nothing further)$/);
  return asksForScopes(requirement) ? inWords(requirement) : 'Signed in';
}

/** That a site is well-formed HTML, every element of the schema is in it with what it requires, and every link leads somewhere. */
export function expectWhole(schema: GraphQLSchema, files: ReadonlyMap<string, string>): void {
  const pages = parseSite(files);
  expect(pages.filter(({ errors }) => errors.length > 0)).toEqual([]);
  const anchors = anchorsOf(pages);
  const byCoordinate = new Map(
    [...anchors].map(([anchor, element]) => [anchor.slice(anchor.indexOf('#') + 1), element]),
  );
  const requirements = requirementsOf(schema);
  const told = coordinatesIn(schema).map((each) => [each, textOf(ofClass(byCoordinate.get(each), 'requires')[0])]);
  expect(told).toEqual(coordinatesIn(schema).map((each) => [each, expectedWords(requirements.get(each))]));
  expect(brokenLinks(pages, files, anchors)).toEqual([]);
}

function brokenLinks(
  pages: readonly ParsedPage[],
  files: ReadonlyMap<string, string>,
  anchors: ReadonlyMap<string, Element>,
) {
  const links = pages.flatMap(({ file, elements }) =>
    elements.flatMap((element) => {
      const link = attributeOf(element, 'href') ?? attributeOf(element, 'src');
      return link === undefined || link === 'data:,' ? [] : [{ file, link }];
    }),
  );
  return links.filter(({ file, link }) => {
    const [target = '', fragment] = link.split('#');
    const page = target === '' ? file : target;
    return fragment === undefined ? !files.has(page) : !anchors.has(`${page}#${decodeURIComponent(fragment)}`);
  });
}

/** An operation that is shown with a root field. */
export interface Example {
  /** The coordinate of the field. */
  coordinate: string;
  source: string;
  variables: Record<string, unknown>;
}

export function examplesIn(files: ReadonlyMap<string, string>): Example[] {
  const sections = parseSite(files).flatMap(({ elements }) => elements.filter(({ tagName }) => tagName === 'section'));
  return sections.flatMap((section) => {
    const [example] = ofClass(section, 'example');
    if (!example) return [];
    const [variables] = ofClass(section, 'variables');
    const values = variables === undefined ? {} : JSON.parse(rawTextOf(variables));
    return [{ coordinate: attributeOf(section, 'id') ?? '', source: rawTextOf(example), variables: values }];
  });
}
