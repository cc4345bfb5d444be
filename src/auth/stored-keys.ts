import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import type { Origin } from '../audit/event.js';
import { record } from '../audit/trail.js';
import type { Database } from '../db/tables.js';
import { BadUserInputError } from '../errors.js';
import { readSigningKeys, type SigningJwk } from '../signing-keys.js';
import { type KeyRing, type Keys, loadKeys } from './keys.js';

/** A key in the database, and what it does now. */
export interface StoredKey {
  kid: string;
  alg: string;
  /** `PENDING` is published, and signs later; `VERIFYING` signs no more, and its tokens are still good. */
  state: 'PENDING' | 'SIGNING' | 'VERIFYING' | 'EXPIRED';
  /** Milliseconds since 1970. */
  signsFrom: number;
  /** Milliseconds since 1970; null while no later key is there. */
  verifiesUntil: number | null;
}

/** The algorithms that a key can be made for. */
export const keyAlgorithms = ['ES256', 'EdDSA', 'RS256'] as const;
export type KeyAlgorithm = (typeof keyAlgorithms)[number];

/** Only an operator on the command line turns keys. */
const NOBODY = { actorId: null, accountId: null };

/** How long a process goes on with the keys that it has read: a key that is retired is accepted for so long. */
const RELOAD_MS = 30_000;
/** How often at most an unknown `kid`, which anybody can make up, makes a process look again. */
const LOOK_AGAIN_MS = 1_000;
/** How long a new key is published before it signs: others may keep /.well-known/jwks.json for 5 minutes. */
const PUBLISH_MS = 6 * 60_000;
/** How long a key that signs no more verifies: as long as the longest token, and until every process has seen the next key. */
const VERIFY_MS = 12 * 60 * 60_000 + 2 * RELOAD_MS;

/**
 * The keys in the database, which every process on it shares; makes one where there is none.
 * @param now milliseconds since 1970
 */
export async function openStoredKeys(db: Database, now: () => number): Promise<Keys> {
  if ((await readRows(db)).length === 0) await insertKey(db, await createKey('ES256'), now());
  let latest = await readRing(db, now());
  let readAt = now();
  let reading: Promise<KeyRing> | undefined;
  const read = (): Promise<KeyRing> => {
    reading ??= readRing(db, now())
      .then((ring) => {
        readAt = now();
        latest = ring;
        return ring;
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };
  const noOlderThan = async (age: number) => (now() - readAt >= age ? read() : latest);
  return {
    ring: () => noOlderThan(RELOAD_MS),
    find: async (kid) => (await noOlderThan(RELOAD_MS)).find(kid) ?? (await noOlderThan(LOOK_AGAIN_MS)).find(kid),
    secretsFor: (purpose) => latest.secretsFor(purpose),
  };
}

/** Every key that there is, the newest first. */
export async function listStoredKeys(db: Database, now: number): Promise<StoredKey[]> {
  return (await readKeys(db, now)).map(({ jwk, ...key }) => key);
}

export interface Rotation {
  alg: KeyAlgorithm;
  /** Let it sign at once, though others may not have seen it: for when the old key is no longer a secret. */
  atOnce: boolean;
}

/** Adds a key that will sign in the place of the one that does; deletes those whose last token has expired. */
export async function rotateKeys(
  db: Database,
  { alg, atOnce }: Rotation,
  origin: Origin,
  now: number,
): Promise<StoredKey[]> {
  const jwk = await createKey(alg);
  await db.transaction().execute(async (transaction) => {
    const keys = await readKeys(transaction, now);
    for (const { kid, state } of keys) if (state === 'EXPIRED') await deleteKey(transaction, kid);
    const signsFrom = atOnce || keys.length === 0 ? now : now + PUBLISH_MS;
    await insertKey(transaction, jwk, signsFrom);
    await record(transaction, { kind: 'KeyRotated', kid: jwk.kid, signsFrom }, NOBODY, origin, now);
  });
  return listStoredKeys(db, now);
}

/**
 * Takes a key away: its tokens are refused by every process within 30 seconds.
 * @throws BadUserInputError where there is no such key, or it is the one that signs
 */
export async function retireKey(db: Database, kid: string, origin: Origin, now: number): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const key = (await readKeys(transaction, now)).find((candidate) => candidate.kid === kid);
    if (!key) throw new BadUserInputError('kid', 'there is no key with this id.');
    if (key.state === 'SIGNING') {
      throw new BadUserInputError('kid', 'this key signs. Rotate the keys at once first, then retire it.');
    }
    await deleteKey(transaction, kid);
    await record(transaction, { kind: 'KeyRetired', kid }, NOBODY, origin, now);
  });
}

type StoredJwk = SigningJwk & { kid: string; alg: KeyAlgorithm };

async function createKey(alg: KeyAlgorithm): Promise<StoredJwk> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg } as StoredJwk;
}

async function insertKey(db: Database, jwk: StoredJwk, signsFrom: number): Promise<void> {
  const row = { kid: jwk.kid, jwk: JSON.stringify(jwk), signs_from: signsFrom };
  await db.insertInto('signing_keys').values(row).execute();
}

async function deleteKey(db: Database, kid: string): Promise<void> {
  await db.deleteFrom('signing_keys').where('kid', '=', kid).execute();
}

function readRows(db: Database) {
  return db.selectFrom('signing_keys').selectAll().orderBy('signs_from', 'desc').orderBy('kid').execute();
}

async function readKeys(db: Database, now: number): Promise<(StoredKey & { jwk: SigningJwk })[]> {
  const rows = await readRows(db);
  const newest = rows.findIndex(({ signs_from }) => signs_from <= now);
  // Where this clock is behind the one that made the first key, that key signs all the same.
  const signing = newest < 0 ? rows.length - 1 : newest;
  return rows.flatMap(({ kid, jwk: json, signs_from }, at) => {
    const next = rows[at - 1];
    const verifiesUntil = next ? next.signs_from + VERIFY_MS : null;
    const [jwk] = readSigningKeys(`[${json}]`, `signing_keys.${kid}`);
    if (!jwk) return [];
    const state = stateOf(at - signing, verifiesUntil, now);
    return [{ kid, alg: String(jwk.alg), state, signsFrom: signs_from, verifiesUntil, jwk }];
  });
}

/** @param rank 0 for the key that signs, less for newer ones, more for older ones */
function stateOf(rank: number, verifiesUntil: number | null, now: number): StoredKey['state'] {
  if (rank < 0) return 'PENDING';
  if (rank === 0) return 'SIGNING';
  return verifiesUntil !== null && verifiesUntil > now ? 'VERIFYING' : 'EXPIRED';
}

async function readRing(db: Database, now: number): Promise<KeyRing> {
  const keys = (await readKeys(db, now)).filter(({ state }) => state !== 'EXPIRED');
  const signing = keys.filter(({ state }) => state === 'SIGNING');
  const others = keys.filter(({ state }) => state !== 'SIGNING');
  return loadKeys(
    [...signing, ...others].map(({ jwk }) => jwk),
    'signing_keys',
  );
}
