import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildASTSchema,
  concatAST,
  type DefinitionNode,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getLocation,
  Kind,
  parse,
  Source,
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
  const documents = paths.flatMap(filesIn).flatMap((file) => readDocument(file, faults));
  if (faults.length > 0) return { faults };
  const document = withOurs(concatAST(documents));
  const invalid = validateSDL(document).map(faultOf);
  return check(document, invalid, strict);
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
function check(document: DocumentNode, invalid: readonly Fault[], strict: boolean): Loaded {
  const warnings: string[] = [];
  try {
    const schema = buildASTSchema(document, { assumeValidSDL: true });
    requirementsOf(schema, { strict, onWarning: (warning) => warnings.push(warning) });
    return invalid.length > 0 ? { faults: [...invalid] } : { schema, warnings };
  } catch (error) {
    if (!(error instanceof ScopeDirectiveError)) {
      if (invalid.length > 0) return { faults: [...invalid] };
      throw error;
    }
    const { faults } = error;
    const isTold = (fault: Fault) => faults.some(({ file, line }) => file === fault.file && line === fault.line);
    return { faults: [...invalid.filter((fault) => !isTold(fault)), ...faults] };
  }
}
