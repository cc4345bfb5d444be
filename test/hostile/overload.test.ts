import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { headersOf, startTarget, type Told } from '../support/hostile.js';

const ME = '{ me { username } }';

function expectOverloaded({ status, headers, body }: Told): void {
  expect(status).toBe(503);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect(body.errors).toMatchObject([{ extensions: { code: 'OVERLOADED', retryAfter: expect.any(Number) } }]);
}

/** An issuer whose keys are waited for until it is let answer. */
async function startSlowIssuer() {
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
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, letAnswer };
}

test('of more requests at once than it can work on, the last are refused at once, and the first answered', async () => {
  const { url: issuer, letAnswer } = await startSlowIssuer();
  const OIDC_ISSUERS = JSON.stringify([{ issuer, audience: 'scopeql', jwks: `${issuer}/keys` }]);
  const { ask, expectCanary } = await startTarget({ OIDC_ISSUERS });
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const token = `${encode({ alg: 'ES256', typ: 'at+jwt', kid: 'x' })}.${encode({ iss: issuer })}.AA`;
  const early: Told[] = [];
  const all = Array.from({ length: 300 }, async () => {
    const told = await ask(ME, undefined, token);
    early.push(told);
    return told;
  });
  await vi.waitFor(() => expect(early).toHaveLength(44), { timeout: 4_000 });
  for (const each of early) expectOverloaded(each);
  letAnswer();
  const statuses = (await Promise.all(all)).map(({ status }) => status).toSorted();
  expect(statuses).toEqual([...Array(256).fill(401), ...Array(44).fill(503)]);
  await expectCanary();
});

test('requests that were given up leave their place to others', async () => {
  const { url, ask, signIn } = await startTarget();
  const headers = headersOf(await signIn('johndoe'));
  for (let round = 0; round < 3; round++) {
    const controllers = Array.from({ length: 200 }, () => new AbortController());
    const given = controllers.map(({ signal }) =>
      fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query: ME }), signal }).catch(
        () => null,
      ),
    );
    await turn();
    for (const controller of controllers) controller.abort();
    await Promise.all(given);
  }
  const token = headers.authorization?.slice(7);
  const told = await Promise.all(Array.from({ length: 200 }, () => ask(ME, undefined, token)));
  expect(told.map(({ status }) => status)).toEqual(Array(200).fill(200));
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
  const { app, url, ask, signIn } = await startTarget();
  const token = await signIn('johndoe');
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
  const working = ask(ME, undefined, token);
  await turn();
  const closing = app.close();
  const closed = once(socket, 'close');
  socket.write(next.slice(20));
  await closed;
  expect(told).toContain('HTTP/1.1 503 Service Unavailable');
  expect(told).toContain('"code":"OVERLOADED"');
  expect([200, 503]).toContain((await working).status);
  await closing;
  await expect(ask(ME)).rejects.toThrow();
});
