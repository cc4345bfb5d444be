import { hkdfSync, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { ConfigError } from '../errors.js';
import { readSigningKeys, type SigningJwk } from '../signing-keys.js';

export interface SigningKey {
  kid: string;
  alg: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  publicJwk: JWK;
}

/** The keys that access tokens are signed with. */
export interface KeyRing {
  /** The key that signs. */
  signing: SigningKey;
  /** @returns the key with this id, whose tokens are accepted */
  find(kid: string): SigningKey | undefined;
  /** A JWK Set (RFC 7517, section 5) of the public keys. */
  jwks: { keys: JWK[] };
  /** A secret of 32 bytes for another purpose from each key, in their order (HKDF, RFC 5869). */
  secretsFor(purpose: string): Buffer[];
}

const algorithms: Readonly<Record<string, string>> = { EC: 'ES256', OKP: 'EdDSA', RSA: 'RS256' };

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
    secretsFor: (purpose) => jwks.map(({ d }) => Buffer.from(hkdfSync('sha256', d, '', purpose, 32))),
  };
}

/** Reads the keys from a file that only its owner can read; makes one ES256 key there on the first start. */
export async function readOrCreateKeys(file: string): Promise<SigningJwk[]> {
  return (await readKeys(file)) ?? (await createKeys(file));
}

async function readKeys(file: string): Promise<SigningJwk[] | undefined> {
  try {
    return readSigningKeys(await readFile(file, 'utf8'), file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function createKeys(file: string): Promise<SigningJwk[]> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwks = [{ ...(await exportJWK(privateKey)), alg: 'ES256' }];
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(jwks), { mode: 0o600, flag: 'wx', flush: true });
  try {
    // A link is made whole or not at all, and never over another: of two processes that start at once, one's key is kept.
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
  const kept = await readKeys(file);
  if (!kept) throw new Error(`${file} is gone as soon as it was made.`);
  return kept;
}

async function importKey(jwk: SigningJwk, source: string): Promise<SigningKey> {
  const publicJwk = publicPart(jwk);
  const alg = jwk.alg ?? algorithms[jwk.kty] ?? '';
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
