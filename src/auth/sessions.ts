import { randomUUID } from 'node:crypto';
import type { ExpressionBuilder } from 'kysely';
import type { EndCause, Origin, Parties } from '../audit/event.js';
import { record } from '../audit/trail.js';
import { lockRow } from '../db/lock.js';
import { prepared } from '../db/prepared.js';
import type { Database, Tables } from '../db/tables.js';
import { isWithin } from '../elapsed.js';
import { InvalidTokenError } from '../errors.js';
import type { Account, Principal, Session } from '../principal.js';
import { accountColumns } from '../users/store.js';
import { isUuid } from '../uuid.js';
import { isAcceptedStill } from './outside/accounts.js';
import { grantedInSession } from './roles.js';

/** A session as its owner sees it. */
export interface ListedSession {
  id: string;
  /** What the client called itself. */
  client: string | null;
  /** The temporary role that it is for. */
  role: string | null;
  /** Milliseconds since 1970, as the other times. */
  createdAt: number;
  lastUsedAt: number;
  expiresAt: number;
}

export interface NewSession {
  accountId: string;
  scopes: readonly string[];
  client: string | null;
  /** Milliseconds since 1970, as the other time. */
  now: number;
  expiresAt: number;
  /** The secret that a machine signed in with. */
  secretId?: string | undefined;
  assumption?: { role: string; reason: string; within: Session };
}

const LAST_USED_MS = 60_000;

/**
 * When a session counts as last used: to the minute, so that it is not written to at every request, and so that nobody who
 * watches it knows when somebody else refreshes it.
 */
export function lastUse(lastUsedAt: number, now: number): number {
  return isWithin(LAST_USED_MS, lastUsedAt, now) ? lastUsedAt : now;
}

/** @returns its id */
export async function insertSession(db: Database, session: NewSession): Promise<string> {
  const id = randomUUID();
  const { accountId, scopes, client, now, expiresAt, secretId, assumption } = session;
  const { within } = assumption ?? {};
  await db
    .insertInto('sessions')
    .values({
      id,
      account_id: accountId,
      parent_id: within?.kind === 'SIGNED_IN' ? within.id : null,
      parent_token: within?.kind === 'OUTSIDE' ? within.tokenDigest : null,
      // What ends the sessions that a secret has started ends the roles that were assumed in them.
      secret_id: within?.kind === 'SIGNED_IN' ? secretOf(within.id) : (secretId ?? null),
      role: assumption?.role ?? null,
      reason: assumption?.reason ?? null,
      scopes: scopes.join(' '),
      client,
      created_at: now,
      last_used_at: now,
      expires_at: expiresAt,
    })
    .execute();
  return id;
}

/** The secret that has started a session. */
function secretOf(sessionId: string) {
  return ({ selectFrom }: ExpressionBuilder<Tables, 'sessions'>) =>
    selectFrom('sessions as parent').select('parent.secret_id').where('parent.id', '=', sessionId);
}

/** A session that is going on. */
export interface LiveSession extends Omit<Principal, 'scopes'> {
  /** The scopes that the account may use in it. */
  granted: ReadonlySet<string>;
}

interface LiveSessionKey {
  id: string;
  accountId: string;
  /** Milliseconds since 1970. */
  now: number;
}

// All that is asked of every request, in one query.
const selectLiveSession = prepared((db, { id, accountId, now }: LiveSessionKey) =>
  liveSessions(db, now)
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .select([...accountColumns, 'sessions.role', 'sessions.last_used_at', 'sessions.expires_at'])
    .select((session) => grantedInSession(session).as('granted'))
    .where('sessions.id', '=', id)
    .where('sessions.account_id', '=', accountId)
    .where('accounts.disabled_at', 'is', null),
);

/**
 * The session with this id and its account; notes that it is used.
 * @returns undefined unless the session is this account's, is going on, was not assumed in one that has ended or with a token
 *   that was signed out, and the account is enabled
 */
export async function findLiveSession(db: Database, key: LiveSessionKey): Promise<LiveSession | undefined> {
  const [row] = await selectLiveSession(db, key);
  if (!row) return undefined;
  const { id, now } = key;
  const { role, granted, last_used_at, expires_at: expiresAt } = row;
  if (lastUse(last_used_at, now) !== last_used_at) {
    await db.updateTable('sessions').set({ last_used_at: now }).where('id', '=', id).execute();
  }
  return {
    account: accountIn(row),
    session: role === null ? { kind: 'SIGNED_IN', id, expiresAt } : { kind: 'ASSUMED', id, role },
    granted: new Set(granted?.split(' ')),
  };
}

/** Of a row that holds more. */
function accountIn({ id, username, kind, fullName, email, profilePicture }: Account): Account {
  return { id, username, kind, fullName, email, profilePicture };
}

/**
 * Makes sure that somebody is still signed in, and keeps what would end it waiting until the transaction ends: whoever signs
 * out, or is disabled, ends what there is, and nothing must come after.
 * @param now milliseconds since 1970
 * @throws InvalidTokenError where the session has ended since the request began
 */
export async function requireSignedIn(transaction: Database, principal: Principal, now: number): Promise<void> {
  await lockRow(transaction, 'accounts', 'id', principal.account.id);
  if (await isSignedIn(transaction, principal, now)) return;
  throw new InvalidTokenError('The session has ended.');
}

async function isSignedIn(transaction: Database, { account, session }: Principal, now: number): Promise<boolean> {
  if (session.kind === 'OUTSIDE') return isAcceptedStill(transaction, account.id, session);
  await lockRow(transaction, 'sessions', 'id', session.id);
  return (await findLiveSession(transaction, { id: session.id, accountId: account.id, now })) !== undefined;
}

/** As many as `@listSize` says in the SDL. */
export const MOST_LISTED = 100;

/** An account's sessions that are going on, the newest first. */
export function listSessions(db: Database, accountId: string, now: number): Promise<ListedSession[]> {
  return liveSessions(db, now)
    .select([
      'sessions.id',
      'sessions.client',
      'sessions.role',
      'sessions.created_at as createdAt',
      'sessions.last_used_at as lastUsedAt',
      'sessions.expires_at as expiresAt',
    ])
    .where('sessions.account_id', '=', accountId)
    .orderBy('sessions.created_at', 'desc')
    .orderBy('sessions.id', 'desc')
    .limit(MOST_LISTED)
    .execute();
}

/** Neither ended nor expired, themselves or that in which they were assumed. */
function liveSessions(db: Database, now: number) {
  return db
    .selectFrom('sessions')
    .leftJoin('sessions as parent', 'parent.id', 'sessions.parent_id')
    .leftJoin('revoked_tokens', 'revoked_tokens.digest', 'sessions.parent_token')
    .where('sessions.ended_at', 'is', null)
    .where('sessions.expires_at', '>', now)
    .where('parent.ended_at', 'is', null)
    .where('revoked_tokens.digest', 'is', null);
}

/** Which sessions of an account: one, those that a secret has started, all but one, or all. */
export interface Which {
  accountId: string;
  sessionId?: string;
  secretId?: string;
  exceptId?: string;
}

/** Why and by whom sessions are ended. */
export interface Ending {
  parties: Parties;
  cause: EndCause;
  origin: Origin;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * Ends sessions, and records it. Their access tokens are refused from the next request on, their refresh tokens too.
 * @returns whether there was any that was going on; where there was none, nothing is recorded
 */
export async function endSessions(transaction: Database, which: Which, ending: Ending): Promise<boolean> {
  const { sessionId = null } = which;
  if (sessionId !== null && !isUuid(sessionId)) return false;
  // Of two that end several sessions of an account at once, one waits for the other before it has any.
  await lockRow(transaction, 'accounts', 'id', which.accountId);
  if (!(await markEnded(transaction, which, ending.now))) return false;
  await recordEnd(transaction, sessionId, ending);
  return true;
}

/** Ends all that an account has, and refuses what outside issuers have signed for it so far; records it. */
export async function endEverySession(transaction: Database, accountId: string, ending: Ending): Promise<void> {
  const { now } = ending;
  await transaction.updateTable('accounts').set({ signed_out_at: now }).where('id', '=', accountId).execute();
  await markEnded(transaction, { accountId }, now);
  await recordEnd(transaction, null, ending);
}

/** Those that have expired too: the clock may have been put forward by mistake. @returns whether any was going on */
async function markEnded(db: Database, which: Which, now: number): Promise<boolean> {
  const { accountId, sessionId, secretId, exceptId } = which;
  let query = db
    .updateTable('sessions')
    .set({ ended_at: now })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null);
  if (sessionId !== undefined) query = query.where('id', '=', sessionId);
  if (secretId !== undefined) query = query.where('secret_id', '=', secretId);
  if (exceptId !== undefined) query = query.where('id', '!=', exceptId);
  const ended = await query.returning('expires_at').execute();
  return ended.some(({ expires_at }) => expires_at > now);
}

/** Records that one session of an account has ended, or several, or a token of an outside issuer. */
export async function recordEnd(db: Database, endedSessionId: string | null, ending: Ending): Promise<void> {
  const { parties, cause, origin, now } = ending;
  await record(db, { kind: 'SessionEnded', cause, endedSessionId }, parties, origin, now);
}

/** Forgets the sessions that have expired, with their refresh tokens; not one in which a role was assumed for longer. */
export async function deleteExpiredSessions(db: Database, now: number): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where('expires_at', '<=', now)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('sessions as child')
            .select('child.id')
            .whereRef('child.parent_id', '=', 'sessions.id')
            .where('child.expires_at', '>', now),
        ),
      ),
    )
    .execute();
}
