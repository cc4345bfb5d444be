import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  buildASTSchema,
  concatAST,
  type DefinitionNode,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getLocation,
  isTypeDefinitionNode,
  Kind,
  parse,
  Source,
  specifiedScalarTypes,
  validateSchema,
  visit,
} from 'graphql';
import { validateSDL } from 'graphql/validation/validate.js';
import { requirementsOf } from '../map/compiled-schemas.js';
import { typeDefs } from '../sdl/directives.js';
import { type Fault, ScopeDirectiveError } from '../sdl/faults.js';
import { UsageError } from './usage-error.js';

const ENDINGS = ['.graphql', '.graphqls', '.gql'];

/** What the files hold: the schema, or everything that is wrong with them. */
export type Loaded = { schema: GraphQLSchema; warnings: string[] } | { faults: Fault[] };

/**
 * Reads SDL files, and checks them and their scope directives.
 * @param paths files, and folders to be searched for files
 * @throws UsageError where there are none
 */
export function loadSdl(paths: readonly string[], strict: boolean): Loaded {
  const faults: Fault[] = [];
  const documents = [...filesOf(paths)].flatMap((file) => readDocument(file, faults));
  if (faults.length > 0) return { faults };
  return check(withOurs(concatAST(documents)), strict);
}

/** Each file once, though two of the paths lead to it. */
function filesOf(paths: readonly string[]): Iterable<string> {
  const files = paths.flatMap(filesIn).map((file) => [resolve(file), file] as const);
  return new Map(files).values();
}

function filesIn(path: string): string[] {
  const files = listFiles(path).sort();
  if (files.length === 0) throw new UsageError(`There is no SDL in ${path}: ${ENDINGS.join(', ')}.`);
  return files;
}

function listFiles(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
  } catch {
    throw new UsageError(`There is no file or folder ${path}.`);
  }
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => ENDINGS.some((ending) => name.endsWith(ending))).map((name) => join(path, name));
}

function readDocument(file: string, faults: Fault[]): DocumentNode[] {
  try {
    return [parse(new Source(readFileSync(file, 'utf8'), file))];
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    faults.push(faultOf(error));
    return [];
  }
}

/** Puts in those of our directives that the SDL does not define itself. */
function withOurs(document: DocumentNode): DocumentNode {
  const nameOf = (node: DefinitionNode) => `${node.kind} ${'name' in node ? node.name?.value : ''}`;
  const defined = new Set(document.definitions.map(nameOf));
  const missing = parse(typeDefs).definitions.filter((node) => !defined.has(nameOf(node)));
  return { kind: Kind.DOCUMENT, definitions: [...missing, ...document.definitions] };
}

function faultOf({ message, nodes, source, positions }: GraphQLError): Fault {
  const [position] = positions ?? [];
  const line = source && position !== undefined ? getLocation(source, position).line : undefined;
  const coordinate = nodes?.[0] && 'name' in nodes[0] ? (nodes[0].name?.value ?? 'SDL') : 'SDL';
  return { coordinate, file: source?.name, line, message };
}

/** The faults of the directives too, where the SDL has others: whoever mends one wants to see all. */
function check(document: DocumentNode, strict: boolean): Loaded {
  const invalid = validateSDL(document).map(faultOf);
  const schema = build(document, invalid);
  if (!schema) return { faults: invalid };
  if (invalid.length === 0) invalid.push(...validateSchema(schema).map(faultOf));
  const warnings: string[] = [];
  const ofRules = ruleFaults(schema, strict, warnings, invalid);
  const isTold = (fault: Fault) => ofRules.some(({ file, line }) => file === fault.file && line === fault.line);
  const faults = [...invalid.filter((fault) => !isTold(fault)), ...ofRules];
  return faults.length > 0 ? { faults } : { schema, warnings };
}

/** @returns undefined where too much is wrong to build anything */
function build(document: DocumentNode, invalid: readonly Fault[]): GraphQLSchema | undefined {
  try {
    return buildASTSchema(withStubs(document), { assumeValidSDL: true });
  } catch (error) {
    if (invalid.length > 0) return undefined;
    throw error;
  }
}

/** Types that are used and nowhere defined would keep everything else from being read. */
function withStubs(document: DocumentNode): DocumentNode {
  const used = new Set<string>();
  visit(document, { NamedType: ({ name }) => void used.add(name.value) });
  const definitions = document.definitions.filter(isTypeDefinitionNode).map(({ name }) => name.value);
  const defined = new Set([...specifiedScalarTypes.map(({ name }) => name), ...definitions]);
  const stubs = [...used].filter((name) => !defined.has(name)).map((name) => `scalar ${name}`);
  return stubs.length === 0 ? document : concatAST([document, parse(stubs.join(' '), { noLocation: true })]);
}

function ruleFaults(
  schema: GraphQLSchema,
  strict: boolean,
  warnings: string[],
  invalid: readonly Fault[],
): readonly Fault[] {
  try {
    requirementsOf(schema, { strict, onWarning: (warning) => warnings.push(warning) });
    return [];
  } catch (error) {
    if (error instanceof ScopeDirectiveError) return error.faults;
    if (invalid.length > 0) return [];
    throw error;
  }
}
