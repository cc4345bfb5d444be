import { sql } from 'kysely';
import { lockRow } from '../db/lock.js';
import type { Database, Tables } from '../db/tables.js';
import { RateLimitedError } from '../errors.js';
import { networkOf } from './network.js';
import { digestOf } from './opaque-secret.js';

const MINUTE_MS = 60_000;
/** How long a window becomes at most. */
const LONGEST_WINDOW_MS = 16 * MINUTE_MS;
/** How long nothing must have been tried before windows are short again. */
const MEMORY_MS = 24 * 60 * MINUTE_MS;
/** How many times as much an address may try as a name: a house, or an office, may be behind one. */
const NAMES_AN_ADDRESS = 10;

/** Who tries, and under which name. */
export interface Attempt {
  /** A machine's failures must not count against a person, who has the same kind of name. */
  kind: 'person' | 'machine';
  /** What was typed; of any length, and sometimes a password. */
  name: string;
  /** null where it is not known; those count together. */
  address: string | null;
}

/**
 * Counts sign-in attempts by name and by address, in the database, so that every process on it counts together. A window is
 * a minute long. Under a name, each that follows without a right password between is twice as long, up to sixteen; from an address,
 * each that follows one with too many attempts. It never looks at sessions: who is signed in stays so.
 */
export interface LoginLimit {
  /**
   * Counts an attempt before its password is looked at: of a hundred at once, no more than the limit are looked at.
   * @throws RateLimitedError beyond the limit, until the window is over; alike for names that nobody has
   */
  count(attempt: Attempt): Promise<void>;
  /** Takes an attempt back whose password nobody has looked at. */
  takeBack(attempt: Attempt): Promise<void>;
  /** Writes to the database, and changes nothing: for as long as it takes to record a failure. */
  mark(attempt: Attempt): Promise<void>;
  /** Forgets what was tried under the name, after a right password, and this attempt of the address. */
  forget(attempt: Attempt): Promise<void>;
}

/**
 * @param limit attempts a minute under one name, or `off`; ten times as many from one address
 * @param now milliseconds since 1970
 */
export function createLoginLimit(db: Database, limit: number | 'off', now: () => number): LoginLimit {
  if (limit === 'off') {
    const nothing = async () => undefined;
    return { count: nothing, takeBack: nothing, mark: nothing, forget: nothing };
  }
  const countOne = async (which: Omit<Count, 'now'>) => {
    const waitMs = await countAttempt(db, { ...which, now: now() });
    if (waitMs > 0) throw new RateLimitedError(Math.max(1, Math.ceil(waitMs / 1_000)));
  };
  return {
    count: async ({ address, ...named }) => {
      await forgetOld(db, now());
      // First: what an address tries beyond its limit must not count against the names that it tries.
      await countOne(countByAddress(address, limit * NAMES_AN_ADDRESS));
      await countOne({ subject: nameSubject(named), most: limit, slowsAfter: 0 });
    },
    takeBack: async ({ address, ...named }) => {
      await takeBack(db, addressSubject(address));
      await takeBack(db, nameSubject(named));
    },
    mark: (named) => lockRow(db, 'sign_in_attempts', 'subject', nameSubject(named)),
    forget: async ({ address, ...named }) => {
      await takeBack(db, addressSubject(address));
      await db.deleteFrom('sign_in_attempts').where('subject', '=', nameSubject(named)).execute();
    },
  };
}

/** Where many people are behind an address, some of them mistype now and then: that alone slows nothing down. */
function countByAddress(address: string | null, most: number): Omit<Count, 'now'> {
  return { subject: addressSubject(address), most, slowsAfter: most };
}

// Digests of what begins differently: anybody can type what an address is called here. Addresses are kept nowhere for this.

function nameSubject({ kind, name }: Pick<Attempt, 'kind' | 'name'>): string {
  return digestOf(`${kind} ${name}`);
}

function addressSubject(address: string | null): string {
  return digestOf(`address ${address === null ? 'unknown' : networkOf(address)}`);
}

async function takeBack(db: Database, subject: string): Promise<void> {
  await db
    .updateTable('sign_in_attempts')
    .set({ attempts: sql<number>`attempts - 1` })
    .where('subject', '=', subject)
    .execute();
}

async function forgetOld(db: Database, now: number): Promise<void> {
  await db
    .deleteFrom('sign_in_attempts')
    .where('window_ends_at', '<=', now - MEMORY_MS)
    .execute();
}

interface Count {
  subject: string;
  /** Attempts in a window that are let through. */
  most: number;
  /** With more attempts than this in a window, the next one is twice as long. */
  slowsAfter: number;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * One atomic statement: one more in the window that is open, or a new one, which may be twice as long as the last.
 * @returns milliseconds until the next attempt may be made; 0 where this one may
 */
async function countAttempt(db: Database, { subject, most, slowsAfter, now }: Count): Promise<number> {
  // A window that ends later than any can was opened by a clock that has been set back since.
  const isOpen = sql`known.window_ends_at > ${now} and known.window_ends_at <= ${now + LONGEST_WINDOW_MS}`;
  const next = sql`case
    when known.attempts <= ${slowsAfter} then ${MINUTE_MS}
    when known.window_ms * 2 > ${LONGEST_WINDOW_MS} then ${LONGEST_WINDOW_MS}
    else known.window_ms * 2 end`;
  const { rows } = await sql<Pick<Tables['sign_in_attempts'], 'attempts' | 'window_ends_at'>>`
    insert into sign_in_attempts as known (subject, attempts, window_ms, window_ends_at)
    values (${subject}, 1, ${MINUTE_MS}, ${now + MINUTE_MS})
    on conflict (subject) do update set
      attempts = case when ${isOpen} then known.attempts + 1 else 1 end,
      window_ms = case when ${isOpen} then known.window_ms else ${next} end,
      window_ends_at = case when ${isOpen} then known.window_ends_at else cast(${now} as bigint) + ${next} end
    returning attempts, window_ends_at`.execute(db);
  const [counted] = rows;
  return counted && counted.attempts > most ? counted.window_ends_at - now : 0;
}
