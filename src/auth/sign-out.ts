import { doneBy, type Origin } from '../audit/event.js';
import type { Database } from '../db/tables.js';
import type { Principal } from '../principal.js';
import { type Ending, endEverySession, endSessions, recordEnd } from './sessions.js';
import { LONGEST_TOKEN_SECONDS } from './tokens.js';

/** How much longer a token that was signed out is remembered than it lasts, in case the clock was put forward by mistake. */
const REMEMBERED_MS = 7 * 24 * 60 * 60 * 1_000;

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
  const { account, session } = principal;
  const ending: Ending = { parties: doneBy(principal, account.id), cause: 'SIGNED_OUT', origin, now };
  await db.transaction().execute(async (transaction) => {
    if (everywhere) await endEverySession(transaction, account.id, ending);
    else if (session.kind === 'OUTSIDE') await revokeToken(transaction, session, ending);
    else await endSessions(transaction, { accountId: account.id, sessionId: session.id }, ending);
  });
}

interface OutsideToken {
  tokenDigest: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

async function revokeToken(db: Database, token: OutsideToken, ending: Ending): Promise<void> {
  const { now } = ending;
  await db
    .deleteFrom('revoked_tokens')
    .where('expires_at', '<=', now - REMEMBERED_MS)
    .execute();
  // A role that was assumed with it may outlive it.
  const expiresAt = Math.max(token.expiresAt, now + LONGEST_TOKEN_SECONDS * 1_000);
  await db
    .insertInto('revoked_tokens')
    .values({ digest: token.tokenDigest, expires_at: expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await recordEnd(db, null, ending);
}

/**
 * Ends one of one's own sessions.
 * @param now milliseconds since 1970
 * @returns whether there was one with this id that was going on
 */
export async function revokeSession(
  db: Database,
  principal: Principal,
  sessionId: string,
  origin: Origin,
  now: number,
): Promise<boolean> {
  const accountId = principal.account.id;
  const ending: Ending = { parties: doneBy(principal, accountId), cause: 'REVOKED', origin, now };
  return db.transaction().execute((transaction) => endSessions(transaction, { accountId, sessionId }, ending));
}
