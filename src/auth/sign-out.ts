import type { EndCause, Origin } from '../audit/event.js';
import { record } from '../audit/trail.js';
import type { Database } from '../db/tables.js';
import type { Principal } from '../principal.js';
import { endSessions } from './sessions.js';

/**
 * Refuses the token in hand from the next request on, on every process, and with it the session that it belongs to.
 * @param everywhere end every session of the account, and refuse what outside issuers have signed for it so far
 * @param now milliseconds since 1970
 */
export async function signOut(
  db: Database,
  principal: Principal,
  everywhere: boolean,
  origin: Origin,
  now: number,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    if (everywhere)
      await endEverything(transaction, principal.account.id, 'EVERYWHERE', principal.account.id, origin, now);
    else await endOne(transaction, principal, origin, now);
  });
}

/** Ends every session of an account, of whatever issuer. @param actorId who ends them; null for an operator */
export async function endEverything(
  db: Database,
  accountId: string,
  cause: EndCause,
  actorId: string | null,
  origin: Origin,
  now: number,
): Promise<void> {
  await db.updateTable('accounts').set({ signed_out_at: now }).where('id', '=', accountId).execute();
  await endSessions(db, { accountId, cause, actorId, origin, now });
}

async function endOne(db: Database, { account, session }: Principal, origin: Origin, now: number): Promise<void> {
  const accountId = account.id;
  if (session.kind !== 'OUTSIDE') {
    await endSessions(db, { accountId, sessionId: session.id, cause: 'SIGNED_OUT', actorId: accountId, origin, now });
    return;
  }
  await db.deleteFrom('revoked_tokens').where('expires_at', '<=', now).execute();
  await db
    .insertInto('revoked_tokens')
    .values({ digest: session.tokenDigest, expires_at: session.expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const event = { kind: 'SessionEnded', cause: 'SIGNED_OUT', sessionId: null } as const;
  await record(db, event, { actorId: accountId, accountId }, origin, now);
}
