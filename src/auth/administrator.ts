import type { AuditEvent, Origin } from '../audit/event.js';
import { record } from '../audit/trail.js';
import type { Database } from '../db/tables.js';
import { ForbiddenError } from '../errors.js';
import type { Principal } from '../principal.js';
import { findGrantedScopes, requireRoles, scopesWithinReach } from './roles.js';

/** Who administers: somebody who has signed in, or null for an operator on the command line, who may do everything. */
export type Administrator = Principal | null;

/**
 * Nobody grants what they do not hold: neither what the roles grant, nor what the roles that they let somebody assume do.
 * What somebody holds only for a while, in a temporary role, is not theirs to grant for good.
 */
export async function requireGrantable(
  db: Database,
  by: Administrator,
  roles: readonly string[],
  inputPath: string,
): Promise<void> {
  await requireRoles(db, roles, inputPath);
  if (by === null) return;
  const lasting = by.session.kind === 'ASSUMED' ? await findGrantedScopes(db, by.account.id) : new Set(by.scopes);
  const required = [...(await scopesWithinReach(db, roles))];
  const missing = required.filter((scope) => !lasting.has(scope) || !by.scopes.includes(scope));
  if (missing.length === 0) return;
  throw new ForbiddenError(`Nobody grants what they do not hold: ${missing.join(', ')}.`, { required, missing });
}

/** @throws ForbiddenError in a temporary role */
export function refuseTemporaryRole(by: Administrator): void {
  if (by?.session.kind === 'ASSUMED') throw new ForbiddenError('A temporary role may not change credentials.');
}

/** Records what an administrator did to an account. */
export async function recordBy(
  db: Database,
  by: Administrator,
  event: AuditEvent,
  accountId: string,
  origin: Origin,
  now: number,
): Promise<void> {
  await record(db, event, { actorId: by?.account.id ?? null, accountId }, origin, now);
}
