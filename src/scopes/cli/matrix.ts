import { type Command, Option } from 'commander';
import type { GraphQLSchema } from 'graphql';
import { accessMatrix, type Roles } from '../analyse/access-matrix.js';
import { matrixToMarkdown } from '../analyse/matrix-to-markdown.js';
import { catalogueOf } from '../sdl/catalogue.js';
import { compareFile } from './files.js';
import { readRoles } from './json-files.js';
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
