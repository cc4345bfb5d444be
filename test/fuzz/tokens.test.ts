import { createHmac } from 'node:crypto';
import fc, { type Arbitrary } from 'fast-check';
import { exportJWK, exportSPKI, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { expectGraphQL, expectTellsNothing, FUZZ_TIMEOUT, type Fuzzed, fuzz, startFuzzed } from '../support/fuzz.js';
import { mutated } from '../support/mutate.js';

const ME = '{"query":"{ me { id username } }"}';

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
const decode = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString());

/** What somebody has to forge tokens with: two that are good, the public key, and a key of their own. */
async function forgersTools({ app, signIn }: Fuzzed) {
  const [token, other] = [await signIn('johndoe', ['me']), await signIn('admin')];
  const { keys } = (await app.inject('/.well-known/jwks.json')).json<{ keys: [JWK] }>();
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = await exportJWK(publicKey);
  const spki = await exportSPKI((await importJWK(keys[0], 'ES256', { extractable: true })) as CryptoKey);
  return { token, other, jwk, privateKey, secrets: ['', spki, JSON.stringify(keys[0]), String(keys[0].x)] };
}

type Tools = Awaited<ReturnType<typeof forgersTools>>;

const headerChange = fc.oneof(
  fc.constantFrom<object>(
    { alg: 'none' },
    { alg: 'None' },
    { alg: 'HS256' },
    { alg: 'RS256' },
    { alg: 'ES384' },
    { alg: null },
  ),
  fc.constantFrom<object>(
    { kid: undefined },
    { kid: '../../dev/null' },
    { kid: "x' or 'a'='a" },
    { kid: {} },
    { kid: '\0' },
  ),
  fc.constantFrom<object>(
    { typ: 'JWT' },
    { typ: undefined },
    { crit: ['b64'], b64: false },
    { crit: [] },
    { zip: 'DEF' },
  ),
  fc.constantFrom<object>(
    { jku: 'http://127.0.0.1:1/jwks' },
    { x5u: 'http://127.0.0.1:1/x' },
    { cty: 'JWT' },
    { enc: 'A128GCM' },
  ),
);
const claimChange = fc.oneof(
  fc.constantFrom<object>(
    { exp: 99999999999 },
    { exp: undefined },
    { nbf: 0 },
    { iat: -1 },
    { aud: ['scopeql'] },
    { iss: [] },
  ),
  fc.constantFrom<object>(
    { scope: 'me accounts accounts:write' },
    { scope: ['me'] },
    { roles: ['admin'] },
    { jti: '' },
  ),
  fc.record({ sub: fc.uuid() }),
  fc.record({ sid: fc.oneof(fc.uuid(), fc.string()) }),
  fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 2 }),
);

/** The same token, of whose parts one says something else, or is another's. */
function rewritten({ token, other }: Tools): Arbitrary<string> {
  const [header, payload, signature] = token.split('.');
  const [, otherPayload, otherSignature] = other.split('.');
  const part = (own: string | undefined, change: Arbitrary<object>, others: string | undefined) =>
    fc.oneof(
      { weight: 3, arbitrary: fc.constant(own) },
      change.map((changed) => encode({ ...decode(own), ...changed })),
      fc.constantFrom(others, '', encode({}), encode(null)),
    );
  const signatures = fc.constantFrom(signature, otherSignature, '', 'AA', Buffer.alloc(64).toString('base64url'));
  return fc
    .tuple(part(header, headerChange, otherPayload), part(payload, claimChange, otherPayload), signatures)
    .map((parts) => parts.join('.'));
}

/** Signed, but with a key of the forger's. */
function forged({ token, jwk, privateKey, secrets }: Tools): Arbitrary<Promise<string>> {
  const [header, payload] = token.split('.');
  const withSecret = fc.constantFrom(...secrets).map(async (secret) => {
    const text = `${encode({ ...decode(header), alg: 'HS256' })}.${payload}`;
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  });
  const withKey = fc.constantFrom<object>({}, { jwk }, { jwk, kid: undefined }, { jwk, kid: jwk.x }).map((changed) => {
    return new SignJWT(decode(payload)).setProtectedHeader({ ...decode(header), ...changed }).sign(privateKey);
  });
  return fc.oneof(withSecret, withKey);
}

/** The same bytes in another spelling. */
function respelt({ token }: Tools): Arbitrary<string> {
  const spellings = [
    token.replaceAll('-', '+').replaceAll('_', '/'),
    token.replaceAll('.', '=.'),
    `${token}=`,
    `${token}==`,
    `${token}.`,
    `.${token}`,
    token.replace('.', '. '),
    token.replace('.', '..'),
    `"${token}"`,
    `${token},${token}`,
    JSON.stringify({ protected: token.split('.')[0], payload: token.split('.')[1], signature: token.split('.')[2] }),
  ];
  const lastLetter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
  return fc.oneof(
    fc.constantFrom(...spellings),
    lastLetter.map((letter) => token.slice(0, -1) + letter),
  );
}

function credentials(tools: Tools): Arbitrary<Promise<string>> {
  const header = fc.oneof(
    mutated([`Bearer ${tools.token}`]),
    fc.oneof(rewritten(tools), respelt(tools), forged(tools)).map(async (token) => `Bearer ${await token}`),
    fc.constantFrom('Basic', 'Bearer Bearer', 'DPoP', '', 'Bearer:').map((scheme) => `${scheme} ${tools.token}`),
  );
  // What HTTP lets stand in a header.
  return header.map(async (text) => (await text).replace(/[^\t\x20-\x7e\x80-\xff]/g, '?'));
}

/** Letter for letter; the scheme's name may be written in any case. */
const isSame = (credentials: string, token: string) => /^bearer +(\S+)$/i.exec(credentials.trim())?.[1] === token;

test(
  'a token that was changed in anything is nobody’s',
  async () => {
    const target = await startFuzzed();
    const tools = await forgersTools(target);
    await fuzz(target, fc.array(credentials(tools), { minLength: 1, maxLength: 8 }), async (all) => {
      const tries = all.map(async (made) => {
        const authorization = await made;
        const answer = await target.post(ME, { authorization });
        const owner = [[tools.token, 'johndoe'] as const, [tools.other, 'admin'] as const].find(([token]) =>
          isSame(authorization, token),
        );
        if (owner) {
          expect(expectGraphQL(answer).data.me.username).toBe(owner[1]);
          return;
        }
        expectTellsNothing(answer, target.notForJohndoe);
        expect(expectGraphQL(answer).data, authorization).toBeUndefined();
      });
      await Promise.all(tries);
    });
  },
  FUZZ_TIMEOUT,
);
