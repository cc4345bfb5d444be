import { randomUUID } from 'node:crypto';
import type { EndCause, Origin } from '../audit/event.js';
import { record } from '../audit/trail.js';
import type { Database } from '../db/tables.js';
import type { Account } from '../principal.js';
import { accountColumns } from '../users/store.js';
import { isUuid } from '../uuid.js';

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
  assumption?: { role: string; reason: string; parentId: string | null };
}

/** How old `lastUsedAt` may be: a session in use is written to once in this time, and not at every request. */
const LAST_USED_MS = 60_000;

/** @returns its id */
export async function insertSession(db: Database, session: NewSession): Promise<string> {
  const id = randomUUID();
  const { accountId, scopes, client, now, expiresAt, assumption } = session;
  await db
    .insertInto('sessions')
    .values({
      id,
      account_id: accountId,
      parent_id: assumption?.parentId ?? null,
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

/** A session that is going on, whose account is enabled. */
export interface LiveSession {
  account: Account;
  role: string | null;
  reason: string | null;
}

/**
 * The session with this id and its account.
 * @returns undefined unless the session is this account's, is going on, was not assumed in one that has ended, and the
 *   account is enabled
 */
export async function touchSession(
  db: Database,
  id: string,
  accountId: string,
  now: number,
): Promise<LiveSession | undefined> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .leftJoin('sessions as parent', 'parent.id', 'sessions.parent_id')
    .select([...accountColumns, 'sessions.role', 'sessions.reason', 'sessions.last_used_at as lastUsedAt'])
    .where('sessions.id', '=', id)
    .where('sessions.account_id', '=', accountId)
    .where('sessions.ended_at', 'is', null)
    .where('sessions.expires_at', '>', now)
    .where('parent.ended_at', 'is', null)
    .where('accounts.disabled_at', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  const { role, reason, lastUsedAt, ...account } = row;
  if (now - lastUsedAt >= LAST_USED_MS) {
    await db.updateTable('sessions').set({ last_used_at: now }).where('id', '=', id).execute();
  }
  return { account, role, reason };
}

/** An account's sessions that are going on, the newest first. */
export function listSessions(db: Database, accountId: string, now: number): Promise<ListedSession[]> {
  return db
    .selectFrom('sessions')
    .leftJoin('sessions as parent', 'parent.id', 'sessions.parent_id')
    .select([
      'sessions.id',
      'sessions.client',
      'sessions.role',
      'sessions.created_at as createdAt',
      'sessions.last_used_at as lastUsedAt',
      'sessions.expires_at as expiresAt',
    ])
    .where('sessions.account_id', '=', accountId)
    .where('sessions.ended_at', 'is', null)
    .where('sessions.expires_at', '>', now)
    .where('parent.ended_at', 'is', null)
    .orderBy('sessions.created_at', 'desc')
    .orderBy('sessions.id', 'desc')
    .execute();
}

export interface Ending {
  accountId: string;
  /** Which: one, or all of the account's but one, or, left out, all. */
  sessionId?: string;
  exceptId?: string;
  cause: EndCause;
  /** Who ends it. */
  actorId: string | null;
  origin: Origin;
  now: number;
}

/**
 * Ends sessions of an account. Their access tokens are refused from the next request on, their refresh tokens too.
 * @returns whether there was any that was going on
 */
export async function endSessions(db: Database, ending: Ending): Promise<boolean> {
  const { accountId, sessionId, exceptId, cause, actorId, origin, now } = ending;
  if (sessionId !== undefined && !isUuid(sessionId)) return false;
  let query = db
    .updateTable('sessions')
    .set({ ended_at: now })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now);
  if (sessionId !== undefined) query = query.where('id', '=', sessionId);
  if (exceptId !== undefined) query = query.where('id', '!=', exceptId);
  const { numUpdatedRows } = await query.executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  const event = { kind: 'SessionEnded', cause, sessionId: sessionId ?? null } as const;
  await record(db, event, { actorId, accountId }, origin, now);
  return true;
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
