import {
  type ASTNode,
  type ConstDirectiveNode,
  type GraphQLSchema,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type Source,
  visit,
} from 'graphql';
import type { DefinitionNode } from './definitions.js';
import { locationsOf } from './directives.js';
import { type Fault, faultAt } from './faults.js';
import { type Extensions, recordedRules } from './recorded-rules.js';

const DROPPED =
  'This directive is in the SDL, and not in the schema that was built from it: the element is defined twice, or a tool ' +
  'has replaced it, and the other definition was kept. Write the element once.';

/**
 * The directives of ours that a source holds and the schema has lost, with the rule that they gave an element which is
 * still there. SDL that nobody has validated may define an element twice, and graphql-tools merges types without looking
 * at their arguments: one definition is kept.
 * @param definitions of the types; of those whose nodes do not know their source (`noLocation`) nothing can be said
 * @param starts where the directives of ours begin that were read, by source
 */
export function droppedDirectives(
  schema: GraphQLSchema,
  definitions: Iterable<DefinitionNode>,
  starts: ReadonlyMap<Source, ReadonlySet<number>>,
): Fault[] {
  const sources = new Set<Source>();
  for (const { loc } of definitions) if (loc) sources.add(loc.source);
  return [...sources].flatMap((source) => {
    const read = starts.get(source) ?? new Set<number>();
    return isAllRead(source.body, read) ? [] : searchForDropped(schema, source, read);
  });
}

/** One of ours, as it would be in a description too: whoever finds it looks again, with a parser. */
const OURS = new RegExp(`@[\\s,]*(?:${[...locationsOf.keys()].join('|')})\\b`, 'y');

function isAllRead(text: string, starts: ReadonlySet<number>): boolean {
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    if (starts.has(at)) continue;
    OURS.lastIndex = at;
    if (OURS.test(text) && !isDefinition(text, at)) return false;
  }
  return true;
}

function isDefinition(text: string, at: number): boolean {
  return /\bdirective\s*$/.test(text.slice(Math.max(0, at - 20), at));
}

function searchForDropped(schema: GraphQLSchema, source: Source, starts: ReadonlySet<number>): Fault[] {
  const faults: Fault[] = [];
  visit(parse(source), {
    Directive: (node, _key, _parent, _path, ancestors) => {
      if (!locationsOf.has(node.name.value) || starts.has(node.loc?.start ?? -1)) return;
      const names = ancestors.flatMap((ancestor) => nameOf(ancestor as ASTNode));
      const coordinate = coordinateOf(names);
      if (mayBeLost(schema, names)) faults.push(faultAt(coordinate, node as ConstDirectiveNode, DROPPED));
    },
  });
  return faults;
}

function nameOf(node: ASTNode | readonly ASTNode[]): string[] {
  return 'name' in node && node.name && node.kind !== Kind.DIRECTIVE_DEFINITION ? [node.name.value] : [];
}

function coordinateOf([type = 'schema', member, argument]: readonly string[]): string {
  if (member === undefined) return type;
  return argument === undefined ? `${type}.${member}` : `${type}.${member}(${argument}:)`;
}

/** Whether the element is in the schema, and its rule in neither the SDL nor what an earlier enforcement recorded. */
function mayBeLost(schema: GraphQLSchema, [type, member, argument]: readonly string[]): boolean {
  if (type === undefined) return true;
  const owner = schema.getType(type);
  if (member === undefined) return owner !== undefined && !isRecorded(owner);
  const hasFields = isObjectType(owner) || isInterfaceType(owner) || isInputObjectType(owner);
  const field = hasFields ? owner.getFields()[member] : undefined;
  if (!field || argument === undefined) return field !== undefined && !isRecorded(field);
  const found = 'args' in field ? field.args.find(({ name }) => name === argument) : undefined;
  return found !== undefined && !isRecorded(found);
}

function isRecorded({ extensions }: { extensions: Extensions }): boolean {
  return recordedRules(extensions).length > 0;
}
