import type { Database } from '../../db/tables.js';
import { ForbiddenError } from '../../errors.js';
import type { Principal } from '../../principal.js';
import { findGrantedScopes, scopesWithinReach } from '../roles.js';

/** Who administers: somebody who has signed in, or null for an operator on the command line, who may do everything. */
export type Administrator = Principal | null;

/**
 * Nobody grants what they do not hold: neither what the roles grant, nor what the roles that they let somebody assume do.
 * What somebody holds only for a while, in a temporary role, is not theirs to grant for good.
 * @throws ForbiddenError that names the scopes that are missing
 */
export async function requireGrantable(db: Database, by: Administrator, roles: readonly string[]): Promise<void> {
  if (by === null) return;
  // An outside issuer, too, may have lent a role to this one token.
  const lasting = await findGrantedScopes(db, by.account.id);
  const required = [...(await scopesWithinReach(db, roles))];
  const missing = required.filter((scope) => !lasting.has(scope) || !by.scopes.includes(scope));
  if (missing.length === 0) return;
  throw new ForbiddenError(`Nobody grants what they do not hold: ${missing.join(', ')}.`, { required, missing });
}
