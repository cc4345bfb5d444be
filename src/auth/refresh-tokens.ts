import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../db/tables.js';
import { digestOf, newSecret } from './opaque-secret.js';

// A refresh token is an opaque secret, of which the database holds a hash alone. Each is spent once. Its successor is made from
// it and from a salt in the database, so that whoever shows a token that was just spent can be given the same successor again,
// and whoever has read the database alone cannot make it.

/** Keeps the first token of a session. */
export async function insertRefreshToken(db: Database, sessionId: string, token: string, now: number): Promise<void> {
  const row = { hash: digestOf(token), session_id: sessionId, predecessor: null, salt: '', created_at: now };
  await db.insertInto('refresh_tokens').values(row).execute();
}

/** Whose session a token belongs to. */
export interface Owner {
  sessionId: string;
  accountId: string;
  /** When that was ended; null where it was not. Milliseconds since 1970. */
  endedAt: number | null;
}

export function findOwner(db: Database, token: string): Promise<Owner | undefined> {
  return db
    .selectFrom('refresh_tokens')
    .innerJoin('sessions', 'sessions.id', 'session_id')
    .select(['sessions.id as sessionId', 'account_id as accountId', 'ended_at as endedAt'])
    .where('hash', '=', digestOf(token))
    .executeTakeFirst();
}

/** Whether the session that a token belongs to has not been ended. */
export async function isOfGoingSession(db: Database, token: string): Promise<boolean> {
  return (await findOwner(db, token))?.endedAt === null;
}

/** What came after a token that was spent. */
export interface Succession {
  successor: string;
  /** Milliseconds since 1970. */
  spentAt: number;
  /** Whether the successor has been spent too. */
  isSpentOn: boolean;
}

/**
 * Spends a token: one atomic statement puts its successor beside it. Of many at once, one is the first.
 * @returns whether it was the first to spend it; false too where there is no such token
 */
export async function spend(db: Database, token: string, now: number): Promise<boolean> {
  const salt = newSecret();
  const inserted = await db
    .insertInto('refresh_tokens')
    .columns(['hash', 'session_id', 'predecessor', 'salt', 'created_at'])
    .expression(
      db
        .selectFrom('refresh_tokens')
        .select(({ val }) => [
          val(digestOf(successorOf(token, salt))).as('hash'),
          'session_id',
          'hash as predecessor',
          val(salt).as('salt'),
          sql<number>`cast(${now} as bigint)`.as('created_at'),
        ])
        .where('hash', '=', digestOf(token)),
    )
    .onConflict((conflict) => conflict.column('predecessor').doNothing())
    .returning('hash')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** What came after a token; undefined where nothing did. */
export async function findSuccession(db: Database, token: string): Promise<Succession | undefined> {
  const row = await db
    .selectFrom('refresh_tokens as next')
    .leftJoin('refresh_tokens as afterwards', 'afterwards.predecessor', 'next.hash')
    .select(['next.salt', 'next.created_at', 'afterwards.hash as afterwards'])
    .where('next.predecessor', '=', digestOf(token))
    .executeTakeFirst();
  if (!row) return undefined;
  return { successor: successorOf(token, row.salt), spentAt: row.created_at, isSpentOn: row.afterwards !== null };
}

function successorOf(token: string, salt: string): string {
  return createHmac('sha256', token).update(salt).digest('base64url');
}
