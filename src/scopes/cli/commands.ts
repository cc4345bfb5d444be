import type { GraphQLSchema } from 'graphql';
import { buildCheckedSchema } from '../checked-schema.js';
import { didYouMean } from '../did-you-mean.js';
import { requirementsOf } from '../map/compiled-schemas.js';
import { catalogueOf } from '../sdl/catalogue.js';
import { type Fault, ScopeDirectiveError } from '../sdl/faults.js';
import { explain } from './explain.js';
import { matrix } from './matrix.js';
import { readSources } from './sdl-files.js';
import { UsageError } from './usage-error.js';

/** What the commands take, each of them undefined where it was not given. */
export interface Options {
  schema: string[];
  strict: boolean;
  operation: string | undefined;
  variables: string | undefined;
  scopes: string | undefined;
  roles: string | undefined;
  format: string | undefined;
  check: string | undefined;
}

/** What a command says, and whether all is well. */
export interface Outcome {
  ok: boolean;
  text: string;
}

/** @throws UsageError */
export function runCommand(command: string, operands: readonly string[], options: Options): Outcome {
  refuseMisuse(command, operands);
  const sources = readSources(options.schema);
  const warnings: string[] = [];
  const onWarning = (warning: string) => void warnings.push(warning);
  try {
    return run(
      command,
      operands,
      options,
      buildCheckedSchema(sources, { strict: options.strict, onWarning }),
      warnings,
    );
  } catch (error) {
    if (error instanceof ScopeDirectiveError) return { ok: false, text: formatFaults(error.faults) };
    throw error;
  }
}

function run(
  command: string,
  operands: readonly string[],
  options: Options,
  schema: GraphQLSchema,
  warnings: readonly string[],
): Outcome {
  switch (command) {
    case 'check':
      return { ok: true, text: summary(schema, warnings) };
    case 'explain':
      return explain(schema, operands[0], options);
    default:
      return matrix(schema, options);
  }
}

/** Each command to how many operands it takes. */
const COMMANDS: ReadonlyMap<string, number> = new Map([
  ['check', 0],
  ['explain', 1],
  ['matrix', 0],
]);

/** Before anything is read: whoever gives SDL as an operand must not be told of the SDL in schema/. */
function refuseMisuse(command: string, operands: readonly string[]): void {
  const most = COMMANDS.get(command);
  if (most === undefined)
    throw new UsageError(`There is no command ${command}.${didYouMean(command, COMMANDS.keys())}`);
  const superfluous = operands[most];
  if (superfluous === undefined) return;
  throw new UsageError(`${command} does not take ${JSON.stringify(superfluous)}. SDL is given with --schema.`);
}

function formatFaults(faults: readonly Fault[]): string {
  const lines = faults.map(({ coordinate, file, line, message }) => {
    const place = file === undefined ? '' : `${file}:${line} `;
    return `${place}${coordinate}\n    ${message.replaceAll('\n', '\n    ')}\n`;
  });
  return [...lines, `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}\n`].join('\n');
}

function summary(schema: GraphQLSchema, warnings: readonly string[]): string {
  const { size: elements } = requirementsOf(schema);
  const { size: scopes } = catalogueOf(schema);
  const told = warnings.map((warning) => `Warning: ${warning}\n`);
  return `${told.join('')}No fault. ${elements} protected elements, ${scopes} scopes declared.\n`;
}
