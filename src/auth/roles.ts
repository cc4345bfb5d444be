import { type ExpressionBuilder, type OperandValueExpressionOrList, sql } from 'kysely';
import type { Database, Tables } from '../db/tables.js';
import { BadUserInputError } from '../errors.js';
import { didYouMean } from '../scopes/did-you-mean.js';

/** The scopes that an account's roles grant. */
export async function findGrantedScopes(db: Database, accountId: string): Promise<ReadonlySet<string>> {
  return scopesOf(db, db.selectFrom('account_roles').select('role').where('account_id', '=', accountId));
}

/**
 * In a query of sessions: the scopes that the account may use in the session, with a space between each. Those of its roles, or,
 * in a temporary role, those of that role alone, as long as the account may still assume it. null for none.
 */
export function grantedInSession({ selectFrom, case: either }: ExpressionBuilder<Tables, 'sessions'>) {
  const lasting = selectFrom('account_roles')
    .innerJoin('role_scopes', 'role_scopes.role', 'account_roles.role')
    .whereRef('account_roles.account_id', '=', 'sessions.account_id');
  const assumed = selectFrom('role_assumptions')
    .innerJoin('account_roles', 'account_roles.role', 'role_assumptions.role')
    .innerJoin('role_scopes', 'role_scopes.role', 'role_assumptions.assumed_role')
    .whereRef('account_roles.account_id', '=', 'sessions.account_id')
    .whereRef('role_assumptions.assumed_role', '=', 'sessions.role');
  // No scope holds a space (RFC 6749, section 3.3): one that does would grant its parts.
  const together = sql<
    string | null
  >`string_agg(role_scopes.scope, ' ') filter (where role_scopes.scope not like '% %')`;
  return either()
    .when('sessions.role', 'is', null)
    .then(lasting.select(together.as('scopes')))
    .else(assumed.select(together.as('scopes')))
    .end();
}

/** The scopes that these roles grant together; a name that no role has grants nothing. */
export async function scopesOfRoles(db: Database, roles: readonly string[]): Promise<ReadonlySet<string>> {
  return roles.length === 0 ? new Set() : scopesOf(db, roles);
}

type Roles = OperandValueExpressionOrList<Tables, 'role_scopes', 'role'>;

async function scopesOf(db: Database, roles: Roles): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('role_scopes').select('scope').distinct().where('role', 'in', roles).execute();
  return new Set(rows.map(({ scope }) => scope));
}

/** The scopes that whoever has these roles can come to, by way of the roles that they may assume too. */
export async function scopesWithinReach(db: Database, roles: readonly string[]): Promise<ReadonlySet<string>> {
  if (roles.length === 0) return new Set();
  const assumable = await db.selectFrom('role_assumptions').select('assumed_role').where('role', 'in', roles).execute();
  return scopesOfRoles(db, [...roles, ...assumable.map(({ assumed_role }) => assumed_role)]);
}

/** The roles that an account may assume, each with the most seconds it may do so for. */
export async function findAssumableRoles(db: Database, accountId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('role_assumptions')
    .innerJoin('account_roles', 'account_roles.role', 'role_assumptions.role')
    .select(({ fn }) => ['assumed_role', fn.max<number>('most_seconds').as('seconds')])
    .where('account_id', '=', accountId)
    .groupBy('assumed_role')
    .execute();
  return new Map(rows.map(({ assumed_role, seconds }) => [assumed_role, seconds]));
}

export interface UnknownRole {
  /** Where it stands in the list. */
  at: number;
  /** Which it is, and the nearest that exists. */
  text: string;
}

/** Those of the roles that do not exist. */
export async function findUnknownRoles(db: Database, roles: readonly string[]): Promise<UnknownRole[]> {
  const known = await findRoleNames(db);
  return roles.flatMap((role, at) => (known.has(role) ? [] : [unknownRole(role, at, known)]));
}

/** @throws BadUserInputError that names the first role that does not exist */
export async function requireRoles(db: Database, roles: readonly string[], inputPath: string): Promise<void> {
  const known = await findRoleNames(db);
  // The first alone: what is near a name takes its time to find.
  const at = roles.findIndex((role) => !known.has(role));
  const role = roles[at];
  if (role !== undefined) throw new BadUserInputError(`${inputPath}.${at}`, unknownRole(role, at, known).text);
}

async function findRoleNames(db: Database): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('roles').select('name').execute();
  return new Set(rows.map(({ name }) => name));
}

function unknownRole(role: string, at: number, known: ReadonlySet<string>): UnknownRole {
  return { at, text: `there is no role ${JSON.stringify(role)}.${didYouMean(role, [...known])}` };
}
