import { createHmac } from 'node:crypto';
import { CompactEncrypt, decodeJwt, exportJWK, exportSPKI, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { headersOf } from '../support/headers.js';
import { expectRefusal, startTarget, type Target } from '../support/hostile.js';

const ME = '{ me { username } }';
const OPEN = '{ scopes { name } }';

interface KeyPair {
  kid: string;
  alg: string;
  private: JWK;
  public: JWK;
}

/** Two keys of ours, and one of somebody else’s. */
let ours: KeyPair;
let second: KeyPair;
let theirs: KeyPair;

async function makeKeys(alg: string, kid: string): Promise<KeyPair> {
  const pair = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, private: { ...(await exportJWK(pair.privateKey)), kid }, public: await exportJWK(pair.publicKey) };
}

beforeAll(async () => {
  [ours, second, theirs] = await Promise.all([makeKeys('ES256', 'a'), makeKeys('RS256', 'b'), makeKeys('ES256', 'x')]);
});

const start = async () => {
  const target = await startTarget({ JWT_KEYS: JSON.stringify([ours.private, second.private]) });
  const good = await target.signIn('johndoe');
  return { ...target, good, claims: decodeJwt(good) };
};

const encode = (part: object | string) =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');

const HEADER = { alg: 'ES256', typ: 'at+jwt', kid: 'a' };

async function sign(claims: object, header: object = {}, key: KeyPair = ours): Promise<string> {
  // As JSON leaves it: what is undefined is not there.
  const [protectedHeader, payload] = JSON.parse(JSON.stringify([{ ...HEADER, ...header }, claims]));
  return new SignJWT(payload).setProtectedHeader(protectedHeader).sign(await importJWK(key.private, key.alg));
}

/** Signed with nothing but a secret that everybody can know. */
function signByHmac(claims: object, secret: string, header: object = {}): string {
  const text = `${encode({ ...HEADER, alg: 'HS256', ...header })}.${encode(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

/** As it is, but for the header, which the signature does not fit any more. */
function withHeader(token: string, header: object): string {
  const [, payload, signature] = token.split('.');
  return [encode({ ...HEADER, ...header }), payload, signature].join('.');
}

type Claims = Record<string, unknown> & { iat?: number; exp?: number };
type Forge = (token: string, claims: Claims) => string | Promise<string>;

const MINUTE = 60;

const forgeries: Record<string, Forge> = {
  'no algorithm': (_, claims) => `${encode({ ...HEADER, alg: 'none' })}.${encode(claims)}.`,
  'no algorithm, and a signature': (_, claims) => `${encode({ ...HEADER, alg: 'none' })}.${encode(claims)}.AA`,
  'no algorithm, in other letters': (_, claims) => `${encode({ ...HEADER, alg: 'nOnE' })}.${encode(claims)}.AA`,
  'an empty signature': (token) => token.replace(/[^.]+$/, ''),
  'a signature of zeros': (token) => token.replace(/[^.]+$/, encode(Buffer.alloc(64).toString('latin1'))),
  'the public key as a secret, in PEM': async (_, claims) =>
    signByHmac(claims, await exportSPKI((await importJWK(ours.public, 'ES256')) as never)),
  'the public key as a secret, as a JWK': (_, claims) => signByHmac(claims, JSON.stringify(ours.public)),
  'the public RSA key as a secret': async (_, claims) =>
    signByHmac(claims, await exportSPKI((await importJWK(second.public, 'RS256')) as never), { kid: 'b' }),
  'an empty secret': (_, claims) => signByHmac(claims, ''),
  'the algorithm of another key': (_, claims) => sign(claims, { kid: 'b' }),
  'a key that it brings along': (_, claims) => sign(claims, { jwk: theirs.public }, theirs),
  'a key that it brings along, and no id': (_, claims) => sign(claims, { jwk: theirs.public, kid: undefined }, theirs),
  'the address of a key': (_, claims) => sign(claims, { jku: 'http://127.0.0.1:1/keys', kid: 'x' }, theirs),
  'the address of a certificate': (_, claims) => sign(claims, { x5u: 'http://127.0.0.1:1/c', kid: 'x' }, theirs),
  'a certificate': (_, claims) => sign(claims, { x5c: ['MIIB'], kid: 'x' }, theirs),
  'a key that nobody has': (_, claims) => sign(claims, { kid: 'x' }, theirs),
  'a key that is a path': (_, claims) => sign(claims, { kid: '../../../dev/null' }, theirs),
  'a key that is SQL': (_, claims) => sign(claims, { kid: "' or 1=1 --" }, theirs),
  'a key that is a prototype': (_, claims) => sign(claims, { kid: '__proto__' }, theirs),
  'a key that is a list': (_, claims) => sign(claims, { kid: ['a'] }),
  'no key': (_, claims) => sign(claims, { kid: undefined }),
  'our key’s id, and another’s signature': (_, claims) => sign(claims, {}, theirs),
  'an extension that it calls critical': (token) => withHeader(token, { crit: ['exp'], exp: 1 }),
  'an extension that it calls critical, and that is not there': (token) => withHeader(token, { crit: ['b64'] }),
  'nothing that is critical': (token) => withHeader(token, { crit: [] }),
  'a payload that is not encoded': (token) => withHeader(token, { crit: ['b64'], b64: false }),
  'another type': (_, claims) => sign(claims, { typ: 'JWT' }),
  'the type of an ID token': (_, claims) => sign(claims, { typ: 'id+jwt' }),
  'no type': (_, claims) => sign(claims, { typ: undefined }),
  'another issuer': (_, claims) => sign({ ...claims, iss: 'https://evil.example' }),
  'an issuer that begins like ours': (_, claims) => sign({ ...claims, iss: `${claims.iss}.evil.example` }),
  'no issuer': (_, claims) => sign({ ...claims, iss: undefined }),
  'a list of issuers': (_, claims) => sign({ ...claims, iss: [claims.iss] }),
  'another audience': (_, claims) => sign({ ...claims, aud: 'other' }),
  'no audience': (_, claims) => sign({ ...claims, aud: undefined }),
  'an empty list of audiences': (_, claims) => sign({ ...claims, aud: [] }),
  'no expiry': (_, claims) => sign({ ...claims, exp: undefined }),
  'an expiry in words': (_, claims) => sign({ ...claims, exp: 'tomorrow' }),
  'an expiry in a string': (_, claims) => sign({ ...claims, exp: String(claims.exp) }),
  'an expiry that is null': (_, claims) => sign({ ...claims, exp: null }),
  'an expiry now': (_, claims) => sign({ ...claims, exp: claims.iat }),
  'an expiry long ago': (_, claims) => sign({ ...claims, exp: -1 }),
  'a beginning that is to come': (_, claims) => sign({ ...claims, nbf: Number(claims.iat) + 2 * MINUTE }),
  'a beginning in words': (_, claims) => sign({ ...claims, nbf: 'now' }),
  'no time at which it was issued': (_, claims) => sign({ ...claims, iat: undefined }),
  'a time in a string at which it was issued': (_, claims) => sign({ ...claims, iat: String(claims.iat) }),
  'a time to come at which it was issued': (_, claims) =>
    sign({ ...claims, iat: Number(claims.iat) + 61, exp: Number(claims.iat) + 30 * MINUTE }),
  'another account': (_, claims) => sign({ ...claims, sub: '00000000-0000-4000-8000-000000000000' }),
  'another session': (_, claims) => sign({ ...claims, sid: '00000000-0000-4000-8000-000000000000' }),
  'no account': (_, claims) => sign({ ...claims, sub: undefined }),
  'scopes that are a list': (_, claims) => sign({ ...claims, scope: ['me'] }),
  'scopes that are an object': (_, claims) => sign({ ...claims, scope: { me: true } }),
  'no scopes': (_, claims) => sign({ ...claims, scope: undefined }),
  'a payload that is a list': async () => {
    const text = `${encode(HEADER)}.${encode('[]')}`;
    return `${text}.${encode('x'.repeat(64))}`;
  },
  'a payload that is no JSON': (token) => token.replace(/\.[^.]+\./, `.${encode('{')}.`),
  'an encrypted payload': async (token) =>
    new CompactEncrypt(Buffer.from(token))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: 'a', typ: 'at+jwt', cty: 'JWT' })
      .encrypt(await importJWK(ours.public, 'ECDH-ES')),
  'more characters than any token has': (_, claims) => sign({ ...claims, padding: 'x'.repeat(8_000) }),
  padding: (token) => `${token}==`,
  'a part that is spelt another way': (token) => respell(token),
  'the other alphabet': (token) => `${token.replaceAll('-', '+').replaceAll('_', '/')}/`,
  'a fourth part': (token) => `${token}.e30`,
  'two parts': (token) => token.replace(/\.[^.]+$/, ''),
  'a part of JSON serialization': (token) => {
    const [header, payload, signature] = token.split('.');
    return encode(JSON.stringify({ payload, signatures: [{ protected: header, signature }] }));
  },
};

/** The same bytes in another spelling: the last character of 64 bytes has four bits that stand for nothing. */
function respell(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const next = alphabet[alphabet.indexOf(token.at(-1) ?? '') + 1] ?? '';
  return token.slice(0, -1) + next;
}

describe('a token with', () => {
  test.each(Object.entries(forgeries))('%s is refused whatever is asked, and others are served', async (_, forge) => {
    const { ask, expectCanary, good, claims } = await start();
    const token = await forge(good, claims as Claims);
    expect(token).not.toBe(good);
    for (const query of [ME, OPEN]) {
      const told = await ask(query, undefined, token);
      expectRefusal(told, 401);
      expect(told.headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_token"/);
      expect(told.body.errors[0].extensions).toEqual({ code: 'UNAUTHENTICATED' });
    }
    await expectCanary();
  });

  test('the same claims, signed anew with a key of ours, is accepted: the forgeries fail for what is forged', async () => {
    const { ask, claims } = await start();
    for (const token of [
      await sign(claims),
      await sign(claims, { alg: 'RS256', kid: 'b' }, second),
      await sign({ ...claims, nbf: claims.iat }),
      await sign({ ...claims, iat: Number(claims.iat) + 60 }),
      await sign({ ...claims, aud: ['other', claims.aud] }),
      await sign(claims, { typ: 'application/at+jwt' }),
    ]) {
      expect((await ask(ME, undefined, token)).body).toEqual({ data: { me: { username: 'johndoe' } } });
    }
  });
});

/** Where a token has no business, and what comes of it. */
const places: Record<string, (target: Target, token: string) => Promise<{ status: number; body: unknown }>> = {
  'in the URL': ({ fetch }, token) =>
    fetch({
      path: `/graphql?access_token=${token}`,
      method: 'POST',
      headers: headersOf(),
      body: JSON.stringify({ query: ME }),
    }),
  'in the body': ({ fetch }, token) =>
    fetch({ method: 'POST', headers: headersOf(), body: JSON.stringify({ query: ME, access_token: token }) }),
  'in the extensions': ({ fetch }, token) =>
    fetch({
      method: 'POST',
      headers: headersOf(),
      body: JSON.stringify({ query: ME, extensions: { authorization: `Bearer ${token}` } }),
    }),
  'in a variable': ({ ask }, token) => ask(ME, { authorization: `Bearer ${token}` }),
  'in a cookie': ({ fetch }, token) =>
    fetch({
      method: 'POST',
      headers: { ...headersOf(), cookie: `access_token=${token}` },
      body: JSON.stringify({ query: ME }),
    }),
  'of another scheme': ({ fetch }, token) =>
    fetch({
      method: 'POST',
      headers: { ...headersOf(), authorization: `Basic ${token}` },
      body: JSON.stringify({ query: ME }),
    }),
  'without a scheme': ({ fetch }, token) =>
    fetch({ method: 'POST', headers: { ...headersOf(), authorization: token }, body: JSON.stringify({ query: ME }) }),
  'twice in one header': ({ ask }, token) => ask(ME, undefined, `${token}, Bearer ${token}`),
  'for a proxy': ({ fetch }, token) =>
    fetch({
      method: 'POST',
      headers: { ...headersOf(), 'proxy-authorization': `Bearer ${token}` },
      body: JSON.stringify({ query: ME }),
    }),
};

test.each(Object.entries(places))('a token %s opens nothing', async (_, send) => {
  const target = await start();
  const { status, body } = await send(target, target.good);
  expect(status).toBe(401);
  expect(body).not.toHaveProperty('data');
  await target.expectCanary();
});

test.each([
  ['the good one first', (good: string) => [good, 'bad']],
  ['the good one last', (good: string) => ['bad', good]],
  ['the same one twice', (good: string) => [good, good]],
  ['the second one among many headers', (good: string) => [good, 'bad', ...Array(40).fill('')]],
])('two Authorization headers, %s, open nothing', async (_, tokens) => {
  const { write, good, expectCanary } = await start();
  const body = JSON.stringify({ query: ME });
  const lines = tokens(good).map((token) => (token ? `Authorization: Bearer ${token}` : 'X: y'));
  const told = await write(
    [
      'POST /graphql HTTP/1.1',
      'Host: x',
      'Connection: close',
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      ...lines,
      '',
      body,
    ].join('\r\n'),
  );
  expect(told).toMatch(/^HTTP\/1\.1 401 /);
  expect(told).toContain('invalid_token');
  await expectCanary();
});

test('a token is not told to anybody, whatever is wrong with it', async () => {
  const { ask, good } = await start();
  const [, payload = '', signature = ''] = good.split('.');
  for (const token of [`${good}x`, good.replace(/.$/, ''), `x.${payload}.${signature}`]) {
    const { body, headers } = await ask(ME, undefined, token);
    const told = JSON.stringify(body) + JSON.stringify([...headers]);
    expect(told).not.toContain(payload);
    expect(told).not.toContain(signature.slice(0, 20));
  }
});
