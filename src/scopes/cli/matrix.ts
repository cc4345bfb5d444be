import type { GraphQLSchema } from 'graphql';
import { accessMatrix, type Roles } from '../analyse/access-matrix.js';
import { matrixToMarkdown } from '../analyse/matrix-to-markdown.js';
import { didYouMean } from '../did-you-mean.js';
import { catalogueOf } from '../sdl/catalogue.js';
import { command, type Given, type Options, type Outcome } from './command.js';
import { compareFile, readText } from './files.js';
import { UsageError } from './usage-error.js';
import { SDL, withSchema } from './with-schema.js';

const OPTIONS = {
  ...SDL,
  roles: {
    type: 'string',
    value: 'FILE',
    summary: 'A JSON object of roles, each with a list of scopes. Left out, each scope is looked at alone.',
  },
  format: { type: 'string', value: 'md|json', summary: 'Left out, json where --check names such a file, else md.' },
  check: { type: 'string', value: 'FILE', summary: 'Says whether this file still says it, and what it does not.' },
} as const satisfies Options;

export const matrix = command<void, Outcome, typeof OPTIONS>({
  name: 'matrix',
  summary: 'Says who can reach what.',
  operands: [],
  options: OPTIONS,
  environment: [],
  example: 'matrix --roles schema/roles.json',
  run: (_, __, given) => withSchema(given, (schema) => sayMatrix(schema, given)),
});

/** Says who can reach what, or whether a file still says it. */
function sayMatrix(schema: GraphQLSchema, { roles, format, check }: Given<typeof OPTIONS>): Outcome {
  const chosen = format ?? (check?.endsWith('.json') ? 'json' : 'md');
  if (chosen !== 'md' && chosen !== 'json') throw new UsageError(`There is no format ${chosen}: it is md or json.`);
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
  if (!isRoles(roles)) throw new UsageError(`${file} must hold an object of roles, each with a list of scopes.`);
  for (const [role, scopes] of Object.entries(roles)) {
    const unknown = scopes.find((scope) => catalogue.length > 0 && !catalogue.includes(scope));
    if (unknown === undefined) continue;
    throw new UsageError(`${file}: ${role} has "${unknown}", which is no scope.${didYouMean(unknown, catalogue)}`);
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
    if (error instanceof SyntaxError) throw new UsageError(`${file} is no JSON: ${error.message}`);
    throw error;
  }
}
