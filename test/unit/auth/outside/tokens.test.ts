import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { createOutsideTokens } from '../../../../src/auth/outside/tokens.js';
import { readConfig } from '../../../../src/config.js';
import { InvalidTokenError } from '../../../../src/errors.js';
import { FakeClock } from '../../../support/clock.js';

const clock = new FakeClock();
const issuedAt = clock.time / 1_000;
const issuer = 'https://id.example';
const goodClaims = { iss: issuer, aud: 'api', sub: 'carol', iat: issuedAt, exp: issuedAt + 60, scope: 'a b' };

let key: CryptoKey;
let jwks: { keys: object[] };

beforeAll(async () => {
  const pair = await generateKeyPair('ES256', { extractable: true });
  key = pair.privateKey as CryptoKey;
  jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'ES256', use: 'sig' }] };
});

/** A token that only has what is wrong with it wrong. */
function sign(claims: object = {}, header: object = {}): Promise<string> {
  const payload = JSON.parse(JSON.stringify({ ...goodClaims, ...claims }));
  return new SignJWT(payload).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'one', ...header }).sign(key);
}

function tokensOf(settings: object = {}) {
  const issuers = [{ issuer, audience: 'api', jwks, ...settings }];
  return createOutsideTokens(readConfig({ OIDC_ISSUERS: JSON.stringify(issuers) }).outsideIssuers, {
    now: clock.now,
    onFailure: (_, error) => {
      throw error;
    },
  });
}

test('a token says who, for what and how long', async () => {
  expect(await tokensOf().verify(await sign())).toMatchObject({
    issuer: { issuer },
    subject: 'carol',
    scopes: ['a', 'b'],
    roles: [],
    issuedAt: clock.time - 60_000,
  });
});

test('a token of another issuer, or of none that can be read, is left to others', async () => {
  for (const iss of ['https://other.example', undefined, 7, '__proto__']) {
    expect(await tokensOf().verify(await sign({ iss }))).toBeUndefined();
  }
  expect(await tokensOf().verify('e30.e30x.AA')).toBeUndefined();
});

describe('the scopes', () => {
  test.each<[string, object, object, readonly string[] | null]>([
    ['a string', {}, { scope: 'a b' }, ['a', 'b']],
    ['an empty string', {}, { scope: '' }, []],
    ['a list named scopes', {}, { scope: undefined, scopes: ['a', 'b'] }, ['a', 'b']],
    ['a list named scp', {}, { scope: undefined, scp: [] }, []],
    ['a string where it is configured', { scopesClaim: 'scp' }, { scope: undefined, scp: 'a b' }, ['a', 'b']],
    ['a list where it is configured', { scopesClaim: ['x', 'y'] }, { x: { y: ['a'] } }, ['a']],
    ['a name with dots', { scopesClaim: 'https://x.example/s' }, { 'https://x.example/s': 'a' }, ['a']],
    ['none where roles decide', { rolesClaim: 'roles' }, { scope: undefined, roles: ['r'] }, null],
  ])('are read from %s', async (_, settings, claims, scopes) => {
    expect((await tokensOf(settings).verify(await sign(claims)))?.scopes).toEqual(scopes);
  });

  test.each<[string, object, object]>([
    ['none', {}, { scope: undefined }],
    ['null', {}, { scope: null }],
    ['a list in the place of a string', {}, { scope: ['a'] }],
    ['a string in the place of a list', {}, { scope: undefined, scp: 'a' }],
    ['two claims', {}, { scopes: ['a'] }],
    ['a list that holds a number', {}, { scope: undefined, scopes: ['a', 1] }],
    ['a name with a space', {}, { scope: undefined, scopes: ['a b'] }],
    ['an empty name', {}, { scope: undefined, scopes: [''] }],
    ['two spaces', {}, { scope: 'a  b' }],
    ['an object', {}, { scope: { a: true } }],
    ['another place than the one that is configured', { scopesClaim: 'scp' }, {}],
    ['no such place, where roles decide as well', { scopesClaim: 'scp', rolesClaim: 'roles' }, { roles: ['r'] }],
    ['a place in a prototype', { scopesClaim: ['constructor', 'name'] }, {}],
  ])('make the token invalid where they are %s', async (_, settings, claims) => {
    await expect(tokensOf(settings).verify(await sign(claims))).rejects.toThrow('missing or malformed claim');
  });
});

describe('roles', () => {
  test('are none where the claim is missing', async () => {
    expect((await tokensOf({ rolesClaim: 'roles' }).verify(await sign()))?.roles).toEqual([]);
  });

  test.each([null, 'admin', { admin: true }, [1], ['\0'], ['']])('are never read from %j', async (roles) => {
    const refusal = tokensOf({ rolesClaim: 'roles' }).verify(await sign({ roles }));
    await expect(refusal).rejects.toThrow('missing or malformed claim');
  });

  test('are not read unless it is so configured', async () => {
    expect((await tokensOf().verify(await sign({ roles: ['admin'] })))?.roles).toEqual([]);
  });
});

test.each<[string, object, object]>([
  ['of another audience', { aud: 'other' }, {}],
  ['that has expired', { exp: issuedAt - 60 }, {}],
  ['that never expires', { exp: undefined }, {}],
  ['that is not good yet', { nbf: issuedAt + 61 }, {}],
  ['without a time', { iat: undefined }, {}],
  ['of a time before all times', { iat: -1 }, {}],
  ['of a time after all times', { iat: 1e300 }, {}],
  ['that expires after all times', { exp: 1e300 }, {}],
  ['that claims to be issued later', { iat: issuedAt + 61 }, {}],
  ['of nobody', { sub: undefined }, {}],
  ['of an empty name', { sub: '' }, {}],
  ['of a name that no database takes', { sub: 'a\0' }, {}],
  ['of half a character', { sub: 'a\ud800' }, {}],
  ['of a longer name than OpenID allows', { sub: 'x'.repeat(256) }, {}],
  ['of another type', {}, { typ: 'JWT' }],
  ['of no type', {}, { typ: undefined }],
  ['under the id of no key', {}, { kid: 'two' }],
])('a token %s is refused', async (_, claims, header) => {
  await expect(tokensOf().verify(await sign(claims, header))).rejects.toBeInstanceOf(InvalidTokenError);
});

test('clocks may differ by a minute', async () => {
  for (const claims of [{ exp: issuedAt - 59 }, { nbf: issuedAt + 60 }, { iat: issuedAt + 60 }]) {
    expect(await tokensOf().verify(await sign(claims))).toMatchObject({ subject: 'carol' });
  }
});

test('times may have fractions, and are whole milliseconds here', async () => {
  const token = await tokensOf().verify(await sign({ iat: issuedAt - 0.12345, exp: issuedAt + 60.12345 }));
  expect(token).toMatchObject({ issuedAt: clock.time - 60_124, expiresAt: clock.time + 120_124 });
});

test('a key that the issuer publishes and nobody can read is as good as none', async () => {
  const [good] = jwks.keys;
  const tokens = tokensOf({ jwks: { keys: [good, { ...good, kid: 'two', y: 'AAAA' }] } });
  await expect(tokens.verify(await sign({}, { kid: 'two' }))).rejects.toThrow('unknown key');
  expect(await tokens.verify(await sign())).toMatchObject({ subject: 'carol' });
});

test('a public key is no shared secret', async () => {
  const secret = new TextEncoder().encode(JSON.stringify(jwks.keys[0]));
  const token = await new SignJWT(goodClaims)
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'one' })
    .sign(secret);
  await expect(tokensOf().verify(token)).rejects.toBeInstanceOf(InvalidTokenError);
});
