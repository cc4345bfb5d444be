import { decodeJwt, decodeProtectedHeader } from 'jose';
import { expect, test } from 'vitest';
import { expectData, expectError, startApp, type TestApp } from '../support/app.js';
import { type Api, type OutsideIssuer, startOutsideIssuer } from '../support/outside-issuer.js';

// What a real issuer gives out beside access tokens for this application, and that is none.

const ME = '{ me { username } }';

async function startTrusting(issuers: OutsideIssuer[], settings: object = {}): Promise<TestApp> {
  const trusted = issuers.map(({ url }) => ({
    issuer: url,
    audience: 'scopeql',
    createAccounts: true,
    roles: ['guest'],
    ...settings,
  }));
  const app = await startApp({ OIDC_ISSUERS: JSON.stringify(trusted) });
  app.clock.time = Date.now();
  return app;
}

/** Nobody got an account by it either. */
async function expectRefused(app: TestApp, token: string, reason: string): Promise<void> {
  const reply = await app.send(ME, { token });
  expectError(reply, 401, 'UNAUTHENTICATED');
  expect(reply.headers['www-authenticate']).toContain(reason);
  expect(await app.db.selectFrom('outside_identities').selectAll().execute()).toEqual([]);
}

test.each<[string, Api, string]>([
  ['for another API of the same issuer', 'another', 'unacceptable aud'],
  ['that is opaque', 'opaque', 'malformed'],
  ['that is encrypted', 'encrypted', 'malformed'],
])('a token %s is refused', async (_, api, reason) => {
  const issuer = await startOutsideIssuer();
  const app = await startTrusting([issuer]);
  await expectRefused(app, await issuer.forClient('me', api), reason);
  expectData(await app.send(ME, { token: await issuer.forClient('me') }));
});

test('the encrypted token is one, and the opaque token none that can be read', async () => {
  const issuer = await startOutsideIssuer();
  expect(decodeProtectedHeader(await issuer.forClient('me', 'encrypted'))).toMatchObject({ enc: 'A128CBC-HS256' });
  expect((await issuer.forClient('me', 'opaque')).split('.')).toHaveLength(1);
});

test('an ID token, which has no type, is refused though type and audience are configured to be those of the client', async () => {
  const issuer = await startOutsideIssuer();
  const app = await startTrusting([issuer], { tokenType: 'JWT', audience: 'app' });
  const { accessToken, idToken } = await issuer.forPerson('carol');
  expect([decodeProtectedHeader(idToken).typ, decodeJwt(idToken).aud]).toEqual([undefined, 'app']);
  await expectRefused(app, idToken, 'unacceptable typ');
  await expectRefused(app, accessToken, 'unacceptable typ');
});

test('the claims of one trusted issuer under the signature of another are refused', async () => {
  const issuers = [await startOutsideIssuer(), await startOutsideIssuer()] as const;
  const app = await startTrusting([...issuers]);
  const [one, other] = [await issuers[0].forClient('me'), await issuers[1].forClient('me')];
  const parts = { one: one.split('.'), other: other.split('.') };
  await expectRefused(app, [parts.one[0], parts.other[1], parts.one[2]].join('.'), 'unknown key');
  await expectRefused(app, [parts.other[0], parts.other[1], parts.one[2]].join('.'), 'signature');
  for (const token of [one, other]) expectData(await app.send(ME, { token }));
});

test('a token is refused that says it is ours, and one of ours that says it is the issuer’s', async () => {
  const issuer = await startOutsideIssuer();
  const app = await startTrusting([issuer]);
  const [own, outside] = [await app.signIn('johndoe'), await issuer.forClient('me')];
  const [ownHeader, ownClaims, ownSignature] = own.split('.');
  const [header, claims, signature] = outside.split('.');
  await expectRefused(app, [header, ownClaims, signature].join('.'), 'unknown key');
  await expectRefused(app, [ownHeader, claims, ownSignature].join('.'), 'unknown key');
});
