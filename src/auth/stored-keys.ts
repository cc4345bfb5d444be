import { isDeepStrictEqual } from 'node:util';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { happenedTo, type Origin } from '../audit/event.js';
import { record } from '../audit/trail.js';
import type { Database, Tables } from '../db/tables.js';
import { isWithin } from '../elapsed.js';
import { BadUserInputError, ConflictError } from '../errors.js';
import { algorithmOf, type KeyAlgorithm, readSigningKeys, type SigningJwk } from '../signing-keys.js';
import { type KeyRing, type Keys, loadKeys } from './keys.js';
import { LONGEST_TOKEN_SECONDS } from './tokens.js';

/** A key in the database, and what it does now. */
export interface StoredKey {
  kid: string;
  alg: KeyAlgorithm;
  /** `PENDING` is published, and signs later; `VERIFYING` signs no more, and its tokens are still good. */
  state: 'PENDING' | 'SIGNING' | 'VERIFYING' | 'EXPIRED';
  /** Milliseconds since 1970. */
  signsFrom: number;
  /** Milliseconds since 1970; null while no later key is there. */
  verifiesUntil: number | null;
}

/** How long a process goes on with the keys that it has read: a key that is retired is accepted for so long. */
const RELOAD_MS = 30_000;
/** How often at most an unknown `kid`, which anybody can make up, makes a process look again. */
const LOOK_AGAIN_MS = 1_000;
/** How long a new key is published before it signs: others may keep /.well-known/jwks.json for 5 minutes. */
const PUBLISH_MS = 6 * 60_000;
/** How long a key that signs no more verifies: as long as the longest token, and until every process has seen the next key. */
const VERIFY_MS = LONGEST_TOKEN_SECONDS * 1_000 + 2 * RELOAD_MS;

/**
 * The keys in the database, which every process on it shares; makes one where there is none.
 * @param now milliseconds since 1970
 * @throws ConfigError where one in the database cannot be used; so do the others here
 */
export async function openStoredKeys(db: Database, now: () => number): Promise<Keys> {
  if ((await readRows(db)).length === 0) await insertKey(db, await createKey('ES256'), now());
  let latest = await readRing(db, now());
  let readAt = now();
  let reading: Promise<StoredRing> | undefined;
  const read = (): Promise<StoredRing> => {
    reading ??= readRing(db, now(), latest)
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
  const ring = async () => (isWithin(RELOAD_MS, readAt, now()) ? latest : read());
  let lookedAgainAt = Number.NEGATIVE_INFINITY;
  const lookAgain = async () => {
    if (!reading && isWithin(LOOK_AGAIN_MS, lookedAgainAt, now())) return latest;
    lookedAgainAt = now();
    return read();
  };
  return {
    ring,
    find: async (kid) => (await ring()).find(kid) ?? (await lookAgain()).find(kid),
    cursorSecrets: () => latest.cursorSecrets,
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

/**
 * Adds a key that will sign in the place of the one that does, and of one that was to: that is deleted, as is what verifies no
 * more.
 */
export async function rotateKeys(
  db: Database,
  { alg, atOnce }: Rotation,
  origin: Origin,
  now: number,
): Promise<StoredKey[]> {
  const jwk = await createKey(alg);
  await db.transaction().execute(async (transaction) => {
    const keys = await readKeys(transaction, now);
    for (const { kid, state } of keys) {
      if (state === 'EXPIRED' || state === 'PENDING') await deleteKey(transaction, kid);
    }
    const signsFrom = atOnce || keys.length === 0 ? now : now + PUBLISH_MS;
    const signing = keys.find(({ state }) => state === 'SIGNING');
    if (signing) await keepVerifying(transaction, signing.kid, signsFrom + VERIFY_MS);
    await insertKey(transaction, jwk, signsFrom);
    await record(transaction, { kind: 'KeyRotated', kid: jwk.kid, signsFrom }, happenedTo(null), origin, now);
  });
  return listStoredKeys(db, now);
}

/**
 * Takes a key away: its tokens are refused by every process within 30 seconds.
 * @throws BadUserInputError where there is no such key, ConflictError where it is the one that signs
 */
export async function retireKey(db: Database, kid: string, origin: Origin, now: number): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const keys = await readKeys(transaction, now);
    const key = keys.find((candidate) => candidate.kid === kid);
    if (!key) throw new BadUserInputError('kid', 'there is no key with this id.');
    if (key.state === 'SIGNING') throw new ConflictError('This key signs. Rotate the keys with --now, then retire it.');
    await deleteKey(transaction, kid);
    const signing = keys.find(({ state }) => state === 'SIGNING');
    if (key.state === 'PENDING' && signing) await keepVerifying(transaction, signing.kid, null);
    await record(transaction, { kind: 'KeyRetired', kid }, happenedTo(null), origin, now);
  });
}

/** @param until milliseconds since 1970; null where no other key is to sign in its place */
async function keepVerifying(db: Database, kid: string, until: number | null): Promise<void> {
  await db.updateTable('signing_keys').set({ verifies_until: until }).where('kid', '=', kid).execute();
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
  // Where this clock is behind the one that made the first key, that key signs all the same.
  const signing = rows.find(({ signs_from }) => signs_from <= now) ?? rows.at(-1);
  return rows.flatMap((row) => {
    const [jwk] = readSigningKeys(`[${row.jwk}]`, `signing_keys.${row.kid}`);
    if (!jwk) return [];
    const { kid, signs_from: signsFrom, verifies_until: verifiesUntil } = row;
    const state = row === signing ? 'SIGNING' : stateOf(row, now);
    return [{ kid, alg: algorithmOf(jwk), state, signsFrom, verifiesUntil, jwk }];
  });
}

/** What a key does that does not sign. */
function stateOf({ signs_from, verifies_until }: Tables['signing_keys'], now: number): StoredKey['state'] {
  if (signs_from > now) return 'PENDING';
  // Of two first keys, made by two processes that started at once, one never signs again and has no end.
  return verifies_until === null || verifies_until > now ? 'VERIFYING' : 'EXPIRED';
}

interface StoredRing extends KeyRing {
  private: readonly SigningJwk[];
}

/** @returns the ring as it was, where nothing has changed: tokens that it has verified are not verified again */
async function readRing(db: Database, now: number, before?: StoredRing): Promise<StoredRing> {
  const keys = (await readKeys(db, now)).filter(({ state }) => state !== 'EXPIRED');
  const signing = keys.filter(({ state }) => state === 'SIGNING');
  const others = keys.filter(({ state }) => state !== 'SIGNING');
  const jwks = [...signing, ...others].map(({ jwk }) => jwk);
  if (before && isDeepStrictEqual(before.private, jwks)) return before;
  return { ...(await loadKeys(jwks, 'signing_keys')), private: jwks };
}
