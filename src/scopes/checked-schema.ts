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
  type Source,
  specifiedScalarTypes,
  validateSchema,
  visit,
} from 'graphql';
import { validateSDL } from 'graphql/validation/validate.js';
import type { CompileOptions } from './map/compile.js';
import { requirementsOf } from './map/compiled-schemas.js';
import { typeDefs } from './sdl/directives.js';
import { type Fault, ScopeDirectiveError } from './sdl/faults.js';

/**
 * A schema from the sources of its SDL, whose directives can be read; those of ours that the SDL does not define are put in.
 * For Node.js: it imports a module of graphql-js that is no part of its index.
 * @throws ScopeDirectiveError with everything that is wrong at once: with the syntax of any source, or else with the SDL and
 *   its scope directives
 */
export function buildCheckedSchema(sources: readonly Source[], options: CompileOptions = {}): GraphQLSchema {
  const unparsed: Fault[] = [];
  const documents = sources.flatMap((source) => parseSource(source, unparsed));
  if (unparsed.length > 0) throw new ScopeDirectiveError(unparsed);
  const document = withOurs(concatAST(documents));
  const invalid = validateSDL(document).map(faultOf);
  const schema = build(document, invalid);
  if (invalid.length === 0) invalid.push(...validateSchema(schema).map(faultOf));
  const ofRules = faultsOfRules(schema, options, invalid);
  const isTold = (fault: Fault) => ofRules.some(({ file, line }) => file === fault.file && line === fault.line);
  const faults = [...invalid.filter((fault) => !isTold(fault)), ...ofRules];
  if (faults.length > 0) throw new ScopeDirectiveError(faults);
  return schema;
}

function parseSource(source: Source, faults: Fault[]): DocumentNode[] {
  try {
    return [parse(source)];
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    faults.push(faultOf(error));
    return [];
  }
}

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

/** What can be built of SDL that may be invalid. */
function build(document: DocumentNode, invalid: readonly Fault[]): GraphQLSchema {
  try {
    return buildASTSchema(withStubs(document), { assumeValidSDL: true });
  } catch (error) {
    if (invalid.length > 0) throw new ScopeDirectiveError(invalid);
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

/** The faults of the directives too, where the SDL has others: whoever mends one wants to see all. */
function faultsOfRules(schema: GraphQLSchema, options: CompileOptions, invalid: readonly Fault[]): readonly Fault[] {
  try {
    requirementsOf(schema, options);
    return [];
  } catch (error) {
    if (error instanceof ScopeDirectiveError) return error.faults;
    if (invalid.length > 0) return [];
    throw error;
  }
}
