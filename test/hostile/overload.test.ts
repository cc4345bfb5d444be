import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { headersOf } from '../support/headers.js';
import { startTarget, type Told } from '../support/hostile.js';
import { count } from '../support/metrics.js';

const ME = '{ me { username } }';

function expectOverloaded({ status, headers, body }: Told): void {
  expect(status).toBe(503);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect(body.errors).toMatchObject([{ extensions: { code: 'OVERLOADED', retryAfter: expect.any(Number) } }]);
}

/**
 * Issuers whose keys are waited for until they are let answer: what brings a token of theirs is worked on until then. There are
 * several, as no one of them may keep all that are worked on waiting.
 */
async function startSlowIssuers() {
  let letAnswer = () => {};
  const mayAnswer = new Promise<void>((resolve) => {
    letAnswer = resolve;
  });
  const server = createServer(async (_, response) => {
    await mayAnswer;
    response.end('{"keys":[]}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuers = Array.from({ length: 4 }, (_, at) => `${origin}/${at}`);
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return {
    env: {
      OIDC_ISSUERS: JSON.stringify(issuers.map((issuer) => ({ issuer, audience: 'api', jwks: `${issuer}/keys` }))),
    },
    /** @param at any number */
    tokenOf: (at: number) =>
      `${encode({ alg: 'ES256', typ: 'at+jwt', kid: 'x' })}.${encode({ iss: issuers[at % issuers.length] })}.AA`,
    letAnswer,
  };
}

test('of more requests at once than it can work on, the last are refused at once, and the first answered', async () => {
  const { env, tokenOf, letAnswer } = await startSlowIssuers();
  const { ask, expectCanary } = await startTarget(env);
  const waiting = Array.from({ length: 256 }, (_, at) => ask(ME, undefined, tokenOf(at)));
  await vi.waitFor(async () => expectOverloaded(await ask(ME)), { timeout: 4_000 });
  const late = await Promise.all(Array.from({ length: 50 }, () => ask(ME)));
  for (const each of late) expectOverloaded(each);
  letAnswer();
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(Array(256).fill(401));
  await expectCanary();
});

test('requests that are refused because there are too many count as that, and those that are worked on are told', async () => {
  const { env, tokenOf, letAnswer } = await startSlowIssuers();
  const target = await startTarget({ ...env, METRICS: 'on' });
  const waiting = Array.from({ length: 256 }, (_, at) => target.ask(ME, undefined, tokenOf(at)));
  await vi.waitFor(async () => expect(await count(target, 'scopeql_operations_under_way')).toEqual({ '': 256 }));
  for (const _ of [1, 2, 3]) expectOverloaded(await target.ask(ME));
  const refused = '{operation="none",type="none",outcome="OVERLOADED"}';
  expect((await count(target, 'scopeql_operations_total'))[refused]).toBe(3);
  letAnswer();
  await Promise.all(waiting);
  expect(await count(target, 'scopeql_operations_under_way')).toEqual({});
});

test('requests that were given up count for as long as they are worked on, and no longer', async () => {
  const { env, tokenOf, letAnswer } = await startSlowIssuers();
  const { url, ask, expectCanary } = await startTarget(env);
  const controller = new AbortController();
  const body = JSON.stringify({ query: ME });
  const given = Array.from({ length: 256 }, (_, at) =>
    fetch(`${url}/graphql`, { method: 'POST', headers: headersOf(tokenOf(at)), body, signal: controller.signal }),
  );
  const settled = Promise.allSettled(given);
  await vi.waitFor(async () => expectOverloaded(await ask(ME)), { timeout: 4_000 });
  controller.abort();
  await settled;
  expectOverloaded(await ask(ME));
  letAnswer();
  await vi.waitFor(expectCanary, { timeout: 4_000 });
});

test('while the event loop lags, requests are refused, and the process says that it is alive', async () => {
  const { ask, fetch, expectCanary } = await startTarget();
  let isBusy = true;
  const busy = (async () => {
    while (isBusy) {
      const until = performance.now() + 700;
      while (performance.now() < until);
      await turn();
    }
  })();
  onTestFinished(() => {
    isBusy = false;
  });
  await vi.waitFor(async () => expectOverloaded(await ask(ME)), { timeout: 25_000 });
  expect((await fetch({ path: '/healthz' })).status).toBe(200);
  isBusy = false;
  await busy;
  await vi.waitFor(expectCanary, { timeout: 10_000 });
});

test('while it stops, it answers what it works on, and refuses what comes on open connections', async () => {
  const { env, tokenOf, letAnswer } = await startSlowIssuers();
  const { app, url, ask } = await startTarget(env);
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let told = '';
  socket.setEncoding('utf8').on('data', (chunk) => {
    told += chunk;
  });
  const request = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\napollo-require-preflight: 1\r\n\r\n`;
  socket.write(request('/healthz'));
  await vi.waitFor(() => expect(told).toContain('{"status":"ok"}'));
  // The connection is not idle: half of its next request is there.
  const next = request('/graphql?query={scopes{name}}');
  socket.write(next.slice(0, 20));
  const isWorkedOn = once(app.server, 'request');
  const working = ask(ME, undefined, tokenOf(0));
  await isWorkedOn;
  await turn();
  const closing = app.close();
  await vi.waitFor(() => expect(app.server.listening).toBe(false));
  const closed = once(socket, 'close');
  socket.write(next.slice(20));
  await closed;
  expect(told).toContain('HTTP/1.1 503 Service Unavailable');
  expect(told).toContain('"code":"OVERLOADED"');
  letAnswer();
  // The issuer has no such key.
  expect((await working).status).toBe(401);
  app.server.closeAllConnections();
  await closing;
  await expect(ask(ME)).rejects.toThrow();
});
