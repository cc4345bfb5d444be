import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { fixedKeys, type KeyRing, loadKeys } from '../../../src/auth/keys.js';
import { createTokens, type Tokens } from '../../../src/auth/tokens.js';
import { InvalidTokenError } from '../../../src/errors.js';
import type { SigningJwk } from '../../../src/signing-keys.js';
import { FakeClock } from '../../support/clock.js';

const clock = new FakeClock();
const issuedAt = clock.time / 1_000;
const issuer = 'https://issuer.example';
const audience = 'api';

const sid = '00000000-0000-4000-8000-000000000000';

/** What a good token says; each test spoils one thing, and signs it with a key of ours. */
const goodHeader = { alg: 'ES256', typ: 'at+jwt' };
const goodClaims = {
  iss: issuer,
  aud: audience,
  sub: 'me',
  sid,
  jti: 'x',
  iat: issuedAt,
  exp: issuedAt + 60,
  scope: 'a b',
};

let keys: KeyRing;
let tokens: Tokens;

beforeAll(async () => {
  const pairs = await Promise.all(['ES256', 'RS256'].map((alg) => generateKeyPair(alg, { extractable: true })));
  keys = await loadKeys((await Promise.all(pairs.map(({ privateKey }) => exportJWK(privateKey)))) as SigningJwk[]);
  tokens = createTokens({ keys: fixedKeys(keys), issuer, audience, now: clock.now });
});

interface Spoilt {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
}

function forge({ header = {}, claims = {} }: Spoilt): Promise<string> {
  const { kid, privateKey } = keys.signing;
  const payload = JSON.parse(JSON.stringify({ ...goodClaims, ...claims }));
  const protectedHeader = JSON.parse(JSON.stringify({ ...goodHeader, kid, ...header }));
  return new SignJWT(payload).setProtectedHeader(protectedHeader).sign(privateKey);
}

test('a token says what was put into it', async () => {
  for (const scopes of [['items', 'items:write'], []]) {
    const token = { accountId: 'somebody', sessionId: sid, scopes };
    expect(await tokens.verify(await tokens.issue({ ...token, seconds: 60 }))).toEqual(token);
  }
  expect(await tokens.verify(await forge({}))).toEqual({ accountId: 'me', sessionId: sid, scopes: ['a', 'b'] });
});

test('a token is good to its last second, and for processes whose clocks differ by a minute', async () => {
  for (const claims of [{ exp: issuedAt + 1 }, { nbf: issuedAt }, { iat: issuedAt + 60 }]) {
    expect(await tokens.verify(await forge({ claims }))).toMatchObject({ accountId: 'me' });
  }
});

describe('a token that a key of ours has signed is refused', () => {
  test.each<[string, Spoilt, RegExp]>([
    ['of another type', { header: { typ: 'JWT' } }, /unacceptable typ/],
    ['of no type', { header: { typ: undefined } }, /unacceptable typ/],
    ['without the id of a key', { header: { kid: undefined } }, /unknown key/],
    ['under the id of no key', { header: { kid: '__proto__' } }, /unknown key/],
    ['of another issuer', { claims: { iss: 'https://other.example' } }, /unacceptable iss/],
    ['of no issuer', { claims: { iss: undefined } }, /unacceptable iss/],
    ['for another audience', { claims: { aud: 'other' } }, /unacceptable aud/],
    ['for no audience', { claims: { aud: undefined } }, /unacceptable aud/],
    ['that has expired', { claims: { exp: issuedAt } }, /expired/],
    ['that never expires', { claims: { exp: undefined } }, /missing or malformed claim/],
    ['whose expiry is no number', { claims: { exp: '9999999999' } }, /unacceptable exp/],
    ['that is not good yet', { claims: { nbf: issuedAt + 1 } }, /unacceptable nbf/],
    ['that was issued more than a minute later', { claims: { iat: issuedAt + 61 } }, /unacceptable iat/],
    ['that names no account', { claims: { sub: undefined } }, /missing or malformed claim/],
    ['that names an empty account', { claims: { sub: '' } }, /missing or malformed claim/],
    ['that names no session', { claims: { sid: undefined } }, /missing or malformed claim/],
    ['whose session is no id', { claims: { sid: 'x\0' } }, /missing or malformed claim/],
    ['without an id', { claims: { jti: undefined } }, /missing or malformed claim/],
    ['without a time', { claims: { iat: undefined } }, /missing or malformed claim/],
    ['without the claim of scopes', { claims: { scope: undefined } }, /missing or malformed claim/],
    ['whose scopes are null', { claims: { scope: null } }, /missing or malformed claim/],
    ['whose scopes are a list', { claims: { scope: ['a'] } }, /missing or malformed claim/],
    ['with two spaces between scopes', { claims: { scope: 'a  b' } }, /missing or malformed claim/],
    ['with a space before the scopes', { claims: { scope: ' a' } }, /missing or malformed claim/],
    ['with a tab between scopes', { claims: { scope: 'a\tb' } }, /missing or malformed claim/],
    ['that is longer than any we issue', { claims: { padding: 'x'.repeat(8_192) } }, /malformed/],
  ])('%s', async (_, spoilt, reason) => {
    const refusal = expect(tokens.verify(await forge(spoilt))).rejects;
    await refusal.toBeInstanceOf(InvalidTokenError);
    await refusal.toThrow(reason);
  });

  test('under the id of a key for another algorithm', async () => {
    const other = keys.jwks.keys.find(({ alg }) => alg === 'RS256')?.kid;
    await expect(tokens.verify(await forge({ header: { kid: other } }))).rejects.toThrow(/another algorithm/);
  });

  test('with an extension that must be understood', async () => {
    const token = await forge({});
    const [, payload, signature] = token.split('.');
    const header = { ...goodHeader, kid: keys.signing.kid, crit: ['exp'], exp: 1 };
    const spoilt = [Buffer.from(JSON.stringify(header)).toString('base64url'), payload, signature].join('.');
    await expect(tokens.verify(spoilt)).rejects.toBeInstanceOf(InvalidTokenError);
  });
});

describe('a spelling that RFC 7515 does not have is refused, though jose reads it', () => {
  test.each<[string, (token: string) => string]>([
    ['with padding', (token) => `${token}==`],
    ['with a space', (token) => token.replace('.', ' .')],
    ['with a line end', (token) => `${token}\n`],
    ['with a fourth part', (token) => `${token}.x`],
    ['in the other alphabet', (token) => token.replaceAll('-', '+').replaceAll('_', '/').replace(/$/, '+')],
  ])('%s', async (_, respell) => {
    await expect(tokens.verify(respell(await forge({})))).rejects.toThrow('The token is malformed.');
  });
});

test('a token without a signature is refused', async () => {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const { kid } = keys.signing;
  for (const signature of ['', 'AA']) {
    const token = `${encode({ ...goodHeader, kid, alg: 'none' })}.${encode(goodClaims)}.${signature}`;
    await expect(tokens.verify(token)).rejects.toBeInstanceOf(InvalidTokenError);
  }
});

test('a token that is signed with the public key as a shared secret is refused', async () => {
  const { kid, publicJwk } = keys.signing;
  const secret = new TextEncoder().encode(JSON.stringify(publicJwk));
  const token = await new SignJWT(goodClaims).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid }).sign(secret);
  await expect(tokens.verify(token)).rejects.toBeInstanceOf(InvalidTokenError);
});

test('any character that is changed makes it another token', async () => {
  const token = await forge({});
  const swap = (at: number) => `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
  for (let at = 0; at < token.length - 1; at += 7) {
    if (token[at] === '.') continue;
    await expect(tokens.verify(swap(at)), `at ${at}`).rejects.toBeInstanceOf(InvalidTokenError);
  }
});
