import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { expectData, expectError, LOGIN, type Reply, startApp, type TestApp } from '../support/app.js';
import { databases, sqlite } from '../support/databases.js';
import { headersOf } from '../support/headers.js';
import { expectRefusal, startTarget, type Told } from '../support/hostile.js';

const ME = '{ me { username } }';

type Send = TestApp['send'];

/** An attempt to sign in, from an address that a proxy tells. */
const attempt = (send: Send, username: string, password: string, address?: string): Promise<Reply> =>
  send(LOGIN, { variables: { username, password }, headers: address ? { 'x-forwarded-for': address } : {} });

const guess = async (send: Send, username: string, times: number, address?: string) => {
  for (let count = 0; count < times; count++) {
    expectError(await attempt(send, username, `wrong ${count}`, address), 401, 'INVALID_CREDENTIALS');
  }
};

const waitOf = ({ body }: Reply): number => body.errors[0].extensions.retryAfter;

describe.each(databases)('guessing passwords on $name', (database) => {
  const start = (env: Record<string, string> = {}) => startApp({ LOGIN_LIMIT: '3', ...env }, database);

  test('of one account makes each window twice as long, up to sixteen minutes', async () => {
    const { send, clock } = await start();
    const waits: number[] = [];
    for (let window = 0; window < 6; window++) {
      await guess(send, 'alice', 3);
      const reply = await attempt(send, 'alice', 'secret2');
      expectError(reply, 429, 'RATE_LIMITED');
      expect(reply.headers['retry-after']).toBe(String(waitOf(reply)));
      waits.push(waitOf(reply));
      clock.advance({ seconds: waitOf(reply) });
    }
    expect(waits).toEqual([60, 120, 240, 480, 960, 960]);
    expectData(await attempt(send, 'alice', 'secret2'));
    await guess(send, 'alice', 3);
    expect(waitOf(await attempt(send, 'alice', 'secret2'))).toBe(60);
  });

  test('slowly is slowed down as well, until nothing was tried for a day', async () => {
    const { send, clock } = await start();
    await guess(send, 'alice', 1);
    clock.advance({ hours: 1 });
    await guess(send, 'alice', 3);
    expect(waitOf(await attempt(send, 'alice', 'wrong'))).toBe(120);
    clock.advance({ hours: 25 });
    await guess(send, 'alice', 3);
    expect(waitOf(await attempt(send, 'alice', 'wrong'))).toBe(60);
  });

  test('of many accounts from one address stops that address, and not the accounts', async () => {
    const { send } = await start({ TRUST_PROXY: 'loopback' });
    const here = '198.51.100.7';
    for (let name = 0; name < 30; name++) await guess(send, `name${name}`, 1, here);
    for (let more = 0; more < 5; more++) expectError(await attempt(send, 'alice', 'wrong', here), 429, 'RATE_LIMITED');
    expectData(await attempt(send, 'alice', 'secret2', '198.51.100.8'));
  });

  test('from the addresses of one IPv6 network counts together', async () => {
    const { send } = await start({ TRUST_PROXY: 'loopback' });
    for (let host = 1; host <= 30; host++) await guess(send, `name${host}`, 1, `2001:db8::${host.toString(16)}`);
    expectError(await attempt(send, 'alice', 'secret2', '2001:db8:0:0:ffff::1'), 429, 'RATE_LIMITED');
    expectData(await attempt(send, 'alice', 'secret2', '2001:db8:0:1::1'));
  });

  test('under an address that the client makes up counts as from where it comes', async () => {
    const { send } = await start();
    for (let name = 0; name < 30; name++) await guess(send, `name${name}`, 1, `198.51.100.${name}`);
    expectError(await attempt(send, 'alice', 'secret2', '198.51.100.99'), 429, 'RATE_LIMITED');
  });

  test('under a name that is made up as an address is called here counts against no address', async () => {
    const { send } = await start({ TRUST_PROXY: 'loopback' });
    const here = '198.51.100.9';
    await guess(send, 'address 203.0.113.7', 3, here);
    for (let more = 0; more < 27; more++) {
      expectError(await attempt(send, 'address 203.0.113.7', 'x', here), 429, 'RATE_LIMITED');
    }
    expectData(await attempt(send, 'alice', 'secret2', '203.0.113.7'));
    await guess(send, 'machine robot', 3, '198.51.100.10');
    const login = 'mutation { loginMachine(clientId: "robot", clientSecret: "x") { scopes } }';
    expectError(await send(login), 401, 'INVALID_CREDENTIALS');
  });

  test.each([
    ['a port', '192.0.2.77:5001', '192.0.2.77'],
    ['a port, of IPv6', '[2001:db8::1]:5001', '2001:db8::2'],
    ['what is no address', 'unknown', 'unknown too'],
  ])('from an address that a proxy tells with %s counts all the same', async (_, address, same) => {
    const { send } = await start({ TRUST_PROXY: 'loopback' });
    for (let name = 0; name < 30; name++) await guess(send, `name${name}`, 1, address);
    expectError(await attempt(send, 'alice', 'secret2', same), 429, 'RATE_LIMITED');
  });

  test('and hanging up at once counts all the same', async () => {
    const { app, send, db } = await start();
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    const body = JSON.stringify({ query: 'mutation { login(username: "alice", password: "x") { scopes } }' });
    const socket = connect(Number(new URL(address).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await new Promise((sent) => setImmediate(sent));
    socket.resetAndDestroy();
    const count = () => db.selectFrom('sign_in_attempts').select('attempts').where('attempts', '>', 0).execute();
    await expect.poll(count).toHaveLength(2);
    expectError(await attempt(send, 'alice', 'x'), 401, 'INVALID_CREDENTIALS');
  });

  test('with the password right in the end counts nothing against the address', async () => {
    const { send, clock } = await start();
    for (let count = 0; count < 40; count++) expectData(await attempt(send, 'alice', 'secret2'));
    for (let days = 0; days < 6; days++) {
      clock.advance({ minutes: 20 });
      expectData(await attempt(send, 'alice', 'secret2'));
    }
    for (let name = 0; name < 30; name++) await guess(send, `name${name}`, 1);
    expect(waitOf(await attempt(send, 'alice', 'secret2'))).toBe(60);
  });

  test('from an address that goes on beyond its limit is slowed down more and more', async () => {
    const { send, clock } = await start({ LOGIN_LIMIT: '1' });
    const waits: number[] = [];
    for (let window = 0; window < 6; window++) {
      for (let name = 0; name < 10; name++) await guess(send, `name${window}-${name}`, 1);
      const reply = await attempt(send, 'alice', 'secret2');
      waits.push(waitOf(reply));
      clock.advance({ seconds: waitOf(reply) });
    }
    expect(waits).toEqual([60, 120, 240, 480, 960, 960]);
  });

  test('of machines counts against the address too', async () => {
    const { send } = await start();
    const machine = (id: number) => send(`mutation { loginMachine(clientId: "m${id}", clientSecret: "x") { scopes } }`);
    for (let id = 0; id < 30; id++) expectError(await machine(id), 401, 'INVALID_CREDENTIALS');
    expectError(await machine(31), 429, 'RATE_LIMITED');
    expectError(await attempt(send, 'alice', 'secret2'), 429, 'RATE_LIMITED');
  });

  test('leaves those alone who are signed in, and lets them stay so', async () => {
    const { send, login, clock } = await start();
    const { accessToken, refreshToken } = await login('alice');
    await guess(send, 'alice', 3);
    expectError(await attempt(send, 'alice', 'secret2'), 429, 'RATE_LIMITED');
    expectData(await send(ME, { token: accessToken }));
    clock.advance({ seconds: 5 });
    expectData(await send(`mutation { refresh(refreshToken: "${refreshToken}") { accessToken } }`));
  });

  test('at one process counts at the others', async () => {
    const { send, startReplica } = await start();
    const replica = await startReplica();
    await guess(send, 'alice', 2);
    await guess(replica.send, 'alice', 1);
    for (const each of [send, replica.send]) expectError(await attempt(each, 'alice', 'secret2'), 429, 'RATE_LIMITED');
  });

  test('while the clock was wrong keeps nobody out once it is right', async () => {
    const { send, clock } = await start();
    clock.advance({ days: 1 });
    await guess(send, 'alice', 3);
    expectError(await attempt(send, 'alice', 'secret2'), 429, 'RATE_LIMITED');
    clock.advance({ days: -1 });
    expectData(await attempt(send, 'alice', 'secret2'));
  });
});

test('of more sign-ins at once than can wait, some are told to come again, and everybody else is served', async () => {
  const { ask, expectCanary, signIn } = await startTarget({ LOGIN_LIMIT: 'off' }, sqlite, { hashingCost: undefined });
  const many = Array.from({ length: 120 }, (_, n) => ask(LOGIN, { username: `name${n}`, password: 'wrong' }));
  await expectCanary();
  const told: Told[] = await Promise.all(many);
  const busy = told.filter(({ status }) => status === 503);
  expect(busy.length).toBeGreaterThan(0);
  expect(told.filter(({ status }) => status === 401).length).toBe(told.length - busy.length);
  for (const { headers, body } of busy) {
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(body.errors[0].extensions).toMatchObject({ code: 'OVERLOADED', retryAfter: expect.any(Number) });
  }
  await signIn('alice');
});

test('several sign-ins in one body are none', async () => {
  const { fetch, expectCanary, db } = await startTarget();
  const login = { query: LOGIN, variables: { username: 'alice', password: 'secret2' } };
  const told = await fetch({ method: 'POST', headers: headersOf(), body: JSON.stringify([login, login]) });
  expectRefusal(told, 400);
  expect(await db.selectFrom('sessions').select('id').execute()).toHaveLength(1);
  await expectCanary();
});
