import { lockRow } from '../../db/lock.js';
import type { Database } from '../../db/tables.js';
import { ForbiddenError } from '../../errors.js';
import type { Principal } from '../../principal.js';
import type { Authority } from '../authority.js';
import { findGrantedScopes, scopesWithinReach } from '../roles.js';
import { requireSignedIn } from '../sessions.js';
import { ADMIN } from './last-administrator.js';

/** Who administers: somebody who has signed in, or null for an operator on the command line, who may do everything. */
export type Administrator = Principal | null;

/** What it takes to administer. */
export type Administration = Pick<Authority, 'db' | 'catalogue' | 'now'>;

/**
 * Does, in a transaction, what an administrator may do as long as they are signed in: one who is being disabled does nothing
 * that outlasts it. One administrator at a time, so that two neither remove each other nor wait for each other.
 * @throws InvalidTokenError where the administrator's session has ended since the request began
 */
export async function administer<T>(
  { db, now }: Pick<Administration, 'db' | 'now'>,
  by: Administrator,
  work: (transaction: Database) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (transaction) => {
    await lockRow(transaction, 'roles', 'name', ADMIN);
    if (by) await requireSignedIn(transaction, by, now());
    return work(transaction);
  });
}

/**
 * Nobody grants what they do not hold: neither what the roles grant, nor what the roles that they let somebody assume do.
 * What somebody holds only for a while, in a temporary role, is not theirs to grant for good.
 * @throws ForbiddenError that names the scopes that are missing
 */
export async function requireGrantable(
  transaction: Database,
  catalogue: readonly string[],
  by: Administrator,
  roles: readonly string[],
): Promise<void> {
  if (by === null) return;
  // An outside issuer, too, may have lent a role to this one token.
  const lasting = await findGrantedScopes(transaction, by.account.id);
  const reach = await scopesWithinReach(transaction, roles);
  const required = catalogue.filter((scope) => reach.has(scope));
  const missing = required.filter((scope) => !lasting.has(scope) || !by.scopes.includes(scope));
  if (missing.length === 0) return;
  throw new ForbiddenError(`Nobody grants what they do not hold: ${missing.join(', ')}.`, { required, missing });
}
