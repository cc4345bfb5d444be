import type { GraphQLSchema } from 'graphql';
import { buildCheckedSchema } from '../checked-schema.js';
import { type Fault, ScopeDirectiveError } from '../sdl/faults.js';
import type { Given, Options, Outcome } from './command.js';
import { readSources } from './sdl-files.js';

/** The options that say which SDL a command is about. */
export const SDL = {
  schema: {
    type: 'string',
    value: 'PATH',
    multiple: true,
    default: ['schema'],
    summary: 'An SDL file, or a folder of them.',
  },
  'no-strict': {
    type: 'boolean',
    default: false,
    summary: 'Root fields may leave open who may use them, and scopes need not be declared.',
  },
} as const satisfies Options;

/**
 * Builds the schema that the options name.
 * @returns what is said of it, or of the faults of its directives
 * @throws UsageError where there is no SDL
 */
export function withSchema(
  { schema, 'no-strict': isLenient }: Pick<Given<typeof SDL>, keyof typeof SDL>,
  use: (schema: GraphQLSchema, warnings: readonly string[]) => Outcome,
): Outcome {
  const warnings: string[] = [];
  const onWarning = (warning: string) => void warnings.push(warning);
  const sources = readSources(schema);
  try {
    return use(buildCheckedSchema(sources, { strict: !isLenient, onWarning }), warnings);
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
