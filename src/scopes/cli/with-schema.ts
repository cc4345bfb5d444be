import { Option } from 'commander';
import type { GraphQLSchema } from 'graphql';
import { buildCheckedSchema } from '../checked-schema.js';
import { type Fault, ScopeDirectiveError } from '../sdl/faults.js';
import type { Outcome } from './outcome.js';
import { readSources } from './sdl-files.js';

const USUAL = ['schema'];

/** Says which SDL a command is about. Not `<path...>`, which would take the arguments behind it too. */
export const SCHEMA = new Option('--schema <path>', 'an SDL file, or a folder of them; may be repeated')
  .default(USUAL, 'schema')
  .argParser((path, given: readonly string[]) => (given === USUAL ? [path] : [...given, path]));

export const NO_STRICT = new Option(
  '--no-strict',
  'root fields may leave open who may use them, and scopes need not be declared',
);

/** What those two say. */
export interface Sdl {
  schema: readonly string[];
  strict: boolean;
}

/**
 * Builds the schema that the options name.
 * @returns what is said of it, or of the faults of its directives
 * @throws InvalidArgumentError where there is no SDL
 */
export function withSchema(
  { schema, strict }: Sdl,
  use: (schema: GraphQLSchema, warnings: readonly string[]) => Outcome,
): Outcome {
  const warnings: string[] = [];
  const onWarning = (warning: string) => void warnings.push(warning);
  const sources = readSources(schema);
  try {
    return use(buildCheckedSchema(sources, { strict, onWarning }), warnings);
  } catch (error) {
    if (error instanceof ScopeDirectiveError) return { ok: false, text: formatFaults(error.faults) };
    throw error;
  }
}

function formatFaults(faults: readonly Fault[]): string {
  const lines = faults.map(({ coordinate, file, line, message }) => {
    const place = file === undefined ? '' : `${file}:${line} `;
    return `${place}${coordinate}\n    ${message.replaceAll('\n', '\n    ')}\n`;
  });
  return [...lines, `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}\n`].join('\n');
}
