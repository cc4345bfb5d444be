import { exportJWK, generateKeyPair } from 'jose';
import { expect, test } from 'vitest';
import { loadKeys } from '../../../src/auth/keys.js';
import type { SigningJwk } from '../../../src/signing-keys.js';

async function privateJwk(alg: string): Promise<SigningJwk> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return (await exportJWK(privateKey)) as SigningJwk;
}

test.each(['ES256', 'EdDSA', 'RS256'])('an %s key signs, under the thumbprint as its id', async (alg) => {
  const keys = await loadKeys([await privateJwk(alg)]);
  expect(keys.signing.alg).toBe(alg);
  expect(keys.find(keys.signing.kid)).toBe(keys.signing);
});

test('the published keys hold nothing private', async () => {
  const { jwks } = await loadKeys([await privateJwk('RS256'), await privateJwk('ES256'), await privateJwk('EdDSA')]);
  for (const key of jwks.keys) {
    const names = Object.keys(key).filter(
      (name) => !['kty', 'crv', 'x', 'y', 'n', 'e', 'kid', 'alg', 'use'].includes(name),
    );
    expect(names).toEqual([]);
  }
});

test.each([
  ['of another curve', { kty: 'EC', crv: 'P-384', x: 'AA', y: 'AA', d: 'c2VjcmV0' }],
  ['whose parts do not fit', { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', d: 'c2VjcmV0' }],
])('a key %s is a fault that does not quote it', async (_, jwk) => {
  const failure = loadKeys([jwk as SigningJwk]);
  await expect(failure).rejects.toThrow(/JWT_KEYS: expected keys that can sign/);
  await expect(failure).rejects.not.toThrow(/c2VjcmV0/);
});

test('two keys of one id are a fault', async () => {
  const jwk = await privateJwk('ES256');
  await expect(loadKeys([jwk, jwk])).rejects.toThrow(/different kid/);
});
