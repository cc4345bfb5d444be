import { type Command, InvalidArgumentError, Option } from 'commander';
import type { GraphQLSchema } from 'graphql';
import { accessMatrix, type Roles } from '../analyse/access-matrix.js';
import { matrixToMarkdown } from '../analyse/matrix-to-markdown.js';
import { didYouMean } from '../did-you-mean.js';
import { catalogueOf } from '../sdl/catalogue.js';
import { compareFile, readText } from './files.js';
import { type Outcome, print } from './outcome.js';
import { NO_STRICT, SCHEMA, withSchema } from './with-schema.js';

export function addMatrix(program: Command): void {
  declare(program).action((given) => print(withSchema(given, (schema) => sayMatrix(schema, given))));
}

type Given = ReturnType<ReturnType<typeof declare>['opts']>;

function declare(program: Command) {
  return program
    .command('matrix')
    .description('Says who can reach what.')
    .addOption(SCHEMA)
    .addOption(NO_STRICT)
    .option('--roles <file>', 'a JSON object of roles, each with a list of scopes; else each scope is looked at alone')
    .addOption(new Option('--format <format>', 'else that of the file of --check, or md').choices(['md', 'json']))
    .option('--check <file>', 'says whether this file still says it, and what it does not')
    .addHelpText('after', '\nExample:\n  scopes matrix --roles schema/roles.json');
}

/** Says who can reach what, or whether a file still says it. */
function sayMatrix(schema: GraphQLSchema, { roles, format, check }: Given): Outcome {
  const chosen = format ?? (check?.endsWith('.json') ? 'json' : 'md');
  const catalogue = [...catalogueOf(schema).keys()];
  const found = accessMatrix(schema, roles === undefined ? everyScopeAlone(catalogue) : readRoles(roles, catalogue));
  const text = chosen === 'json' ? `${JSON.stringify(found, null, 2)}\n` : matrixToMarkdown(found);
  if (check === undefined) return { ok: true, text };
  return compareFile(
    check,
    text,
    'Who can reach what has changed. If that is meant, write the file anew without --check.',
  );
}

/** Where no roles are given: what each scope reaches by itself. */
function everyScopeAlone(catalogue: readonly string[]): Roles {
  return {
    'no scope': [],
    ...Object.fromEntries(catalogue.map((scope) => [scope, [scope]])),
    'every scope': catalogue,
  };
}

function readRoles(file: string, catalogue: readonly string[]): Roles {
  const roles: unknown = readJson(file);
  if (!isRoles(roles))
    throw new InvalidArgumentError(`${file} must hold an object of roles, each with a list of scopes.`);
  for (const [role, scopes] of Object.entries(roles)) {
    const unknown = scopes.find((scope) => catalogue.length > 0 && !catalogue.includes(scope));
    if (unknown === undefined) continue;
    throw new InvalidArgumentError(
      `${file}: ${role} has "${unknown}", which is no scope.${didYouMean(unknown, catalogue)}`,
    );
  }
  return roles;
}

function isRoles(value: unknown): value is Roles {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every(
    (scopes) => Array.isArray(scopes) && scopes.every((scope) => typeof scope === 'string'),
  );
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readText(file));
  } catch (error) {
    if (error instanceof SyntaxError) throw new InvalidArgumentError(`${file} is no JSON: ${error.message}`);
    throw error;
  }
}
