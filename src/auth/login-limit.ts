import { sql } from 'kysely';
import type { Database } from '../db/tables.js';
import { RateLimitedError } from '../errors.js';
import { digestOf } from './opaque-secret.js';

const WINDOW_MS = 60_000;

/**
 * Counts sign-in attempts in the database, so that every process on it counts together: under a digest, because the name is
 * whatever somebody has typed, of any length, and sometimes a password.
 */
export interface LoginLimit {
  /**
   * Counts an attempt before its password is looked at: of a hundred at once, no more than the limit are looked at.
   * @throws RateLimitedError beyond the limit, until the minute is over; alike for names that nobody has
   */
  count(username: string): Promise<void>;
  /** Takes an attempt back whose password nobody has looked at. */
  takeBack(username: string): Promise<void>;
  /** Forgets the attempts, after a right password. */
  forget(username: string): Promise<void>;
}

/** @param limit attempts a minute, or `off` */
export function createLoginLimit(db: Database, limit: number | 'off', now: () => number): LoginLimit {
  if (limit === 'off') {
    const nothing = async () => undefined;
    return { count: nothing, takeBack: nothing, forget: nothing };
  }
  return {
    count: async (username) => {
      const { attempts, window_ends_at } = await countAttempt(db, digestOf(username), now());
      if (attempts > limit) throw new RateLimitedError(Math.max(1, Math.ceil((window_ends_at - now()) / 1_000)));
    },
    takeBack: async (username) => {
      await db
        .updateTable('sign_in_attempts')
        .set({ attempts: sql<number>`attempts - 1` })
        .where('subject', '=', digestOf(username))
        .execute();
    },
    forget: async (username) => {
      await db.deleteFrom('sign_in_attempts').where('subject', '=', digestOf(username)).execute();
    },
  };
}

/** One atomic statement: a new window, or one more in the window that is open. */
async function countAttempt(db: Database, subject: string, now: number) {
  await db.deleteFrom('sign_in_attempts').where('window_ends_at', '<=', now).execute();
  return db
    .insertInto('sign_in_attempts')
    .values({ subject, attempts: 1, window_ends_at: now + WINDOW_MS })
    .onConflict((conflict) =>
      conflict.column('subject').doUpdateSet({ attempts: sql<number>`sign_in_attempts.attempts + 1` }),
    )
    .returning(['attempts', 'window_ends_at'])
    .executeTakeFirstOrThrow();
}
