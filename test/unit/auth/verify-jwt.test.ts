import { type CryptoKey, errors, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import { beforeEach, expect, test, vi } from 'vitest';
import { createVerifier, type KeyFor } from '../../../src/auth/verify-jwt.js';
import { InvalidTokenError } from '../../../src/errors.js';
import { FakeClock } from '../../support/clock.js';

const clock = new FakeClock();
const issuedAt = clock.time / 1_000;
const expected = { issuer: 'https://id.example', audience: 'api', typ: 'at+jwt', algorithms: ['ES256'] };

const pair = await generateKeyPair('ES256', { extractable: true });
const verifications = vi.spyOn(crypto.subtle, 'verify');

beforeEach(() => {
  clock.time = issuedAt * 1_000;
  verifications.mockClear();
});

function sign(claims: object = {}): Promise<string> {
  const payload = { iss: expected.issuer, aud: expected.audience, sub: 'carol', exp: issuedAt + 60, ...claims };
  return new SignJWT(payload).setProtectedHeader({ alg: 'ES256', typ: expected.typ, kid: 'one' }).sign(pair.privateKey);
}

function verifierWith(keyFor: KeyFor = async () => pair.publicKey, clockTolerance = 0) {
  return createVerifier({
    keyFor,
    expected: { ...expected, clockTolerance },
    now: clock.now,
    read: ({ sub }) => sub,
  });
}

test('a token that comes again is not verified again', async () => {
  const verify = verifierWith();
  const token = await sign();
  for (const _ of [1, 2, 3]) expect(await verify(token)).toBe('carol');
  expect(verifications).toHaveBeenCalledTimes(1);
});

test('another token is another, with the same claims too', async () => {
  const verify = verifierWith();
  for (const token of [await sign(), await sign()]) expect(await verify(token)).toBe('carol');
  expect(verifications).toHaveBeenCalledTimes(2);
});

test('of a token that is remembered, one character more or less is refused', async () => {
  const verify = verifierWith();
  const token = await sign();
  await verify(token);
  for (const other of [`${token}A`, token.slice(0, -1), `${token}=`, ` ${token}`]) {
    await expect(verify(other)).rejects.toBeInstanceOf(InvalidTokenError);
  }
});

test.each<[string, object, number, number, RegExp]>([
  ['expires', { exp: issuedAt + 60 }, 0, 60, /expired/],
  ['expires, the clocks differing', { exp: issuedAt + 60 }, 30, 90, /expired/],
  ['was not good yet, when the clock is put back,', { nbf: issuedAt }, 0, -1, /unacceptable nbf/],
])('a token that %s is refused, though it is remembered', async (_, claims, tolerance, seconds, reason) => {
  const verify = verifierWith(undefined, tolerance);
  const token = await sign(claims);
  const before = seconds > 0 ? seconds - 1 : 0;
  clock.time = (issuedAt + before) * 1_000;
  await verify(token);
  expect(await verify(token)).toBe('carol');
  clock.time = (issuedAt + seconds) * 1_000;
  await expect(verify(token)).rejects.toThrow(reason);
});

test('a token is refused from when its key is accepted no more, and accepted again with the key', async () => {
  let isRetired = false;
  const verify = verifierWith(async () => {
    if (isRetired) throw new InvalidTokenError('The key is retired.');
    return pair.publicKey;
  });
  const token = await sign();
  await verify(token);
  isRetired = true;
  await expect(verify(token)).rejects.toThrow('The key is retired.');
  isRetired = false;
  expect(await verify(token)).toBe('carol');
});

test('a token whose key cannot be told any more is nobody’s, though it is remembered', async () => {
  let isDoubled = false;
  const verify = verifierWith(async () => {
    if (isDoubled) throw new errors.JWKSMultipleMatchingKeys();
    return pair.publicKey;
  });
  const token = await sign();
  await verify(token);
  isDoubled = true;
  await expect(verify(token)).rejects.toBeInstanceOf(InvalidTokenError);
});

test('a token is refused from when its key is another of the same name', async () => {
  let key: CryptoKey = pair.publicKey;
  const verify = verifierWith(async () => key);
  const token = await sign();
  await verify(token);
  key = (await generateKeyPair('ES256')).publicKey;
  await expect(verify(token)).rejects.toThrow('The signature of the token is wrong.');
});

test('a token is verified once more with the same key read anew', async () => {
  let key: CryptoKey = pair.publicKey;
  const verify = verifierWith(async () => key);
  const token = await sign();
  await verify(token);
  key = (await importJWK(await exportJWK(pair.publicKey), 'ES256')) as CryptoKey;
  for (const _ of [1, 2]) expect(await verify(token)).toBe('carol');
  expect(verifications).toHaveBeenCalledTimes(2);
});

test('what is no good is not remembered, and is told what is wrong with it each time', async () => {
  const verify = verifierWith();
  const token = await sign({ aud: 'other' });
  for (const _ of [1, 2]) await expect(verify(token)).rejects.toThrow(/unacceptable aud/);
  expect(verifications).toHaveBeenCalledTimes(2);
});

test('of more tokens than are remembered, those that came last are', async () => {
  const verify = verifierWith();
  const tokens = await Promise.all(Array.from({ length: 10_001 }, (_, at) => sign({ jti: String(at) })));
  for (const token of tokens) await verify(token);
  verifications.mockClear();
  await verify(tokens.at(-1) ?? '');
  expect(verifications).not.toHaveBeenCalled();
  await verify(tokens[0] ?? '');
  expect(verifications).toHaveBeenCalledTimes(1);
});
