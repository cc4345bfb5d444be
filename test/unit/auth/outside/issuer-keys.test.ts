import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createIssuerKeys } from '../../../../src/auth/outside/issuer-keys.js';
import { readConfig } from '../../../../src/config.js';
import { IssuerUnavailableError } from '../../../../src/errors.js';
import { FakeClock } from '../../../support/clock.js';

const header = { alg: 'ES256', kid: 'one' };

type Answer = (response: ServerResponse, url: string) => void;

const json =
  (value: unknown): Answer =>
  (response) =>
    response.end(JSON.stringify(value));

async function publicJwk(): Promise<JWK> {
  const { publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' };
}

/** An issuer on loopback that answers as it is told; its keys, as somebody asks for them. */
async function start(answers: (url: string) => Record<string, Answer>) {
  const server = createServer((request, response) => {
    const answer = answers(url)[request.url ?? ''];
    if (answer) return answer(response, url);
    response.statusCode = 404;
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [issuer] = readConfig({ OIDC_ISSUERS: JSON.stringify([{ issuer: url, audience: 'api' }]) }).outsideIssuers;
  if (!issuer) throw new Error('There is one issuer.');
  const failures: string[] = [];
  const onFailure = (error: unknown) => void failures.push(String(error));
  const clock = new FakeClock();
  const keyFor = createIssuerKeys(issuer, { now: clock.now, onFailure });
  return { find: async () => keyFor(header), failures, clock };
}

const DISCOVERY = '/.well-known/openid-configuration';

test('keys are found by discovery', async () => {
  const jwk = await publicJwk();
  const { find, failures } = await start((url) => ({
    [DISCOVERY]: json({ issuer: url, jwks_uri: `${url}/keys?of=api` }),
    '/keys?of=api': json({ keys: [jwk] }),
  }));
  expect(await find()).toBeDefined();
  expect(failures).toEqual([]);
});

test.each<[string, (url: string, jwk: JWK) => Record<string, Answer>, RegExp]>([
  [
    'of a document about another issuer',
    (url, jwk) => ({
      [DISCOVERY]: json({ issuer: 'https://other.example', jwks_uri: `${url}/keys` }),
      '/keys': json({ keys: [jwk] }),
    }),
    /about another issuer/,
  ],
  [
    'over a connection that others can change',
    (url, jwk) => ({
      [DISCOVERY]: json({ issuer: url, jwks_uri: `${url.replace('127.0.0.1', '0.0.0.0')}/keys` }),
      '/keys': json({ keys: [jwk] }),
    }),
    /an https URL/,
  ],
  [
    'to which the issuer redirects',
    (url, jwk) => ({
      [DISCOVERY]: json({ issuer: url, jwks_uri: `${url}/moved` }),
      '/moved': (response) => response.writeHead(302, { location: `${url}/keys` }).end(),
      '/keys': json({ keys: [jwk] }),
    }),
    /fetch failed/,
  ],
  ['of an issuer without discovery', () => ({}), /answers with 404/],
  [
    'of an issuer that answers with something else',
    () => ({ [DISCOVERY]: (response) => response.end('<html>') }),
    /JSON/,
  ],
  [
    'that are no key set',
    (url) => ({ [DISCOVERY]: json({ issuer: url, jwks_uri: `${url}/keys` }), '/keys': json({ keys: 'one' }) }),
    /Expected Array/,
  ],
])('keys %s are not taken, and the operator is told why', async (_, answers, reason) => {
  const jwk = await publicJwk();
  const { find, failures } = await start((url) => answers(url, jwk));
  await expect(find()).rejects.toBeInstanceOf(IssuerUnavailableError);
  expect(failures).toEqual([expect.stringMatching(reason)]);
});

test('an issuer that was down while the clock was a day ahead is asked again once the clock is right', async () => {
  const jwk = await publicJwk();
  let isDown = true;
  const { find, clock } = await start((url) => ({
    ...(!isDown && { [DISCOVERY]: json({ issuer: url, jwks_uri: `${url}/keys` }) }),
    '/keys': json({ keys: [jwk] }),
  }));
  clock.advance({ days: 1 });
  await expect(find()).rejects.toBeInstanceOf(IssuerUnavailableError);
  isDown = false;
  clock.advance({ days: -1 });
  expect(await find()).toBeDefined();
});

test('keys that were had while the clock was a day ahead are asked for again once it is right', async () => {
  const jwk = await publicJwk();
  let asked = 0;
  const { find, clock } = await start((url) => ({
    [DISCOVERY]: json({ issuer: url, jwks_uri: `${url}/keys` }),
    '/keys': (response) => {
      asked += 1;
      response.end(JSON.stringify({ keys: [jwk] }));
    },
  }));
  clock.advance({ days: 1 });
  await find();
  clock.advance({ days: -1 });
  await find();
  await vi.waitFor(() => expect(asked).toBe(2));
});

test('of many who wait for an issuer that does not answer, the last are told so at once', async () => {
  let letAnswer = () => {};
  let isAsked = false;
  const { find } = await start(() => ({
    [DISCOVERY]: (response) => {
      isAsked = true;
      letAnswer = () => response.destroy();
    },
  }));
  const waiting = Array.from({ length: 64 }, () => find().catch((error: unknown) => error));
  await expect(find()).rejects.toBeInstanceOf(IssuerUnavailableError);
  await vi.waitFor(() => expect(isAsked).toBe(true));
  letAnswer();
  for (const error of await Promise.all(waiting)) expect(error).toBeInstanceOf(IssuerUnavailableError);
});
