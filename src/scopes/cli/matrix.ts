import { readFileSync } from 'node:fs';
import type { GraphQLSchema } from 'graphql';
import { accessMatrix, type Roles } from '../analyse/access-matrix.js';
import { matrixToMarkdown } from '../analyse/matrix-to-markdown.js';
import { didYouMean } from '../did-you-mean.js';
import { catalogueOf } from '../sdl/catalogue.js';
import type { Options, Outcome } from './commands.js';
import { UsageError } from './usage-error.js';

/** Says who can reach what, or whether a file still says it. */
export function matrix(schema: GraphQLSchema, { roles, format, check }: Options): Outcome {
  const chosen = format ?? (check?.endsWith('.json') ? 'json' : 'md');
  if (chosen !== 'md' && chosen !== 'json') throw new UsageError(`There is no format ${chosen}: it is md or json.`);
  const catalogue = [...catalogueOf(schema).keys()];
  const found = accessMatrix(schema, roles === undefined ? everyScopeAlone(catalogue) : readRoles(roles, catalogue));
  const text = chosen === 'json' ? `${JSON.stringify(found, null, 2)}\n` : matrixToMarkdown(found);
  return check === undefined ? { ok: true, text } : compare(check, text);
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
    return JSON.parse(read(file));
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${file} is no JSON: ${error.message}`);
    throw error;
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`There is no file ${file}.`);
  }
}

function compare(file: string, text: string): Outcome {
  const before = read(file);
  if (before === text) return { ok: true, text: `${file} is up to date.\n` };
  const old = before.split('\n');
  const now = text.split('\n');
  const gone = old.filter((line) => !now.includes(line)).map((line) => `- ${line}`);
  const come = now.filter((line) => !old.includes(line)).map((line) => `+ ${line}`);
  const moved = gone.length + come.length === 0 ? ['Its lines stand in another order.'] : [];
  const mend = 'Who can reach what has changed. If that is meant, write the file anew without --check.';
  return { ok: false, text: `${[`${file} is out of date:`, ...gone, ...come, ...moved, mend].join('\n')}\n` };
}
