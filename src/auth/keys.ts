import { hkdfSync } from 'node:crypto';
import { type CryptoKey, calculateJwkThumbprint, importJWK, type JWK } from 'jose';
import { ConfigError } from '../errors.js';
import { algorithmOf, type SigningJwk } from '../signing-keys.js';

export interface SigningKey {
  kid: string;
  alg: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  publicJwk: JWK;
}

/** The keys that access tokens are signed with, as they are now. */
export interface Keys {
  ring(): Promise<KeyRing>;
  /** @returns the key with this id, whose tokens are accepted; one that was added elsewhere just now is found too */
  find(kid: string): Promise<SigningKey | undefined>;
  /** As they were when the keys were last looked at. */
  cursorSecrets(): readonly Buffer[];
}

export interface KeyRing {
  /** The key that signs. */
  signing: SigningKey;
  /** @returns the key with this id, whose tokens are accepted */
  find(kid: string): SigningKey | undefined;
  /** A JWK Set (RFC 7517, section 5) of the public keys. */
  jwks: { keys: JWK[] };
  /** A secret of 32 bytes for the cursors of lists from each key, in their order (HKDF, RFC 5869). */
  cursorSecrets: readonly Buffer[];
}

/** Keys that stay as they are while the process runs. */
export function fixedKeys(ring: KeyRing): Keys {
  return { ring: async () => ring, find: async (kid) => ring.find(kid), cursorSecrets: () => ring.cursorSecrets };
}

/**
 * @param jwks private keys, the first of which signs
 * @param source where they are from, for the error
 * @throws ConfigError where one cannot be used, or two have the same `kid`
 */
export async function loadKeys(jwks: readonly SigningJwk[], source = 'JWT_KEYS'): Promise<KeyRing> {
  const keys = await Promise.all(jwks.map((jwk) => importKey(jwk, source)));
  const byKid = new Map(keys.map((key) => [key.kid, key]));
  const [signing] = keys;
  if (!signing) throw new ConfigError([`${source}: expected at least one key`]);
  if (byKid.size < keys.length) throw new ConfigError([`${source}: expected a different kid for each key`]);
  return {
    signing,
    find: (kid) => byKid.get(kid),
    jwks: { keys: keys.map(({ publicJwk }) => publicJwk) },
    cursorSecrets: jwks.map(({ d }) => Buffer.from(hkdfSync('sha256', d, '', 'scopeql cursors', 32))),
  };
}

async function importKey(jwk: SigningJwk, source: string): Promise<SigningKey> {
  const publicJwk = publicPart(jwk);
  const alg = algorithmOf(jwk);
  try {
    const kid = jwk.kid ?? (await calculateJwkThumbprint(publicJwk));
    const privateKey = (await importJWK(jwk as JWK, alg)) as CryptoKey;
    const publicKey = (await importJWK(publicJwk, alg)) as CryptoKey;
    return { kid, alg, privateKey, publicKey, publicJwk: { ...publicJwk, kid, alg, use: 'sig' } };
  } catch {
    // What jose or WebCrypto say could quote the key.
    throw new ConfigError([`${source}: expected keys that can sign; the one with kty ${jwk.kty} cannot`]);
  }
}

/** By naming what is public (RFC 7518, section 6), not by leaving out what is known to be private. */
function publicPart(jwk: SigningJwk): JWK {
  const { kty, crv, x, y, n, e } = jwk as JWK;
  const parts = Object.entries({ kty, crv, x, y, n, e });
  return Object.fromEntries(parts.filter(([, value]) => value !== undefined));
}
