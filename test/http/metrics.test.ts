import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { expectData, LOGIN, production, startApp, type TestApp } from '../support/app.js';
import { databases } from '../support/databases.js';
import { startTarget } from '../support/hostile.js';
import { count, readMetrics } from '../support/metrics.js';

const TOKEN = 'Zm9yLXByb21ldGhldXM=';

const byApollo = vi.spyOn(ApolloServer.prototype, 'executeHTTPGraphQLRequest');

afterEach(() => void byApollo.mockClear());

const start = (env: Record<string, string> = {}, ...more: [] | [(typeof databases)[number]]) =>
  startApp({ METRICS: 'on', ...env }, ...more);

const post = ({ app }: TestApp, payload: string | object, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json', ...headers },
    payload,
  });

describe('/metrics', () => {
  test('is not there unless it is switched on', async () => {
    for (const env of [{}, { METRICS: 'off', METRICS_TOKEN: TOKEN }]) {
      const { app } = await startApp(env);
      const { statusCode } = await app.inject({ url: '/metrics', headers: { authorization: `Bearer ${TOKEN}` } });
      expect(statusCode).toBe(404);
    }
  });

  test('is the text format of Prometheus, of this process and of what it does', async () => {
    const { app } = await start();
    const { statusCode, headers, body } = await app.inject('/metrics');
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    for (const name of ['process_cpu_seconds_total', 'nodejs_eventloop_lag_p99_seconds', 'scopeql_operations_total']) {
      expect(body).toMatch(new RegExp(`^# TYPE ${name} (?:counter|gauge)$`, 'm'));
    }
  });

  test.each([{ METRICS_TOKEN: TOKEN }, { METRICS_TOKEN: TOKEN, ...production }])(
    'is for whoever sends the token for it, with %j',
    async (env) => {
      const { app } = await start(env);
      const ask = (authorization?: string) =>
        app.inject({ url: `/metrics?token=${TOKEN}`, headers: authorization === undefined ? {} : { authorization } });
      for (const authorization of [`Bearer ${TOKEN}`, `bearer  ${TOKEN}`]) {
        const { statusCode, body } = await ask(authorization);
        expect([statusCode, body.slice(0, 6)]).toEqual([200, '# HELP']);
      }
      for (const authorization of [
        undefined,
        'Bearer ',
        `Bearer ${TOKEN}=`,
        `Bearer ${TOKEN.slice(0, -1)}`,
        `Bearer ${TOKEN.toLowerCase()}`,
        `Basic ${TOKEN}`,
        TOKEN,
      ]) {
        const { statusCode, headers, body } = await ask(authorization);
        expect([authorization, statusCode]).toEqual([authorization, 401]);
        expect(headers['www-authenticate']).toBe('Bearer');
        expect(JSON.parse(body).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
        expect(body).not.toContain(TOKEN);
      }
    },
  );

  test('takes one Authorization header, and not one of two', async () => {
    const { app } = await start({ METRICS_TOKEN: TOKEN });
    await app.listen({ host: '127.0.0.1', port: 0 });
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
    const line = `Authorization: Bearer ${TOKEN}\r\n`;
    socket.write(`GET /metrics HTTP/1.1\r\nHost: x\r\n${line}${line}\r\n`);
    const [first] = await once(socket.setEncoding('utf8'), 'data');
    socket.destroy();
    expect(first).toMatch(/^HTTP\/1\.1 401 /);
  });

  test('opens nothing to whoever has a token of an account, and nothing else to whoever has its own', async () => {
    const running = await start({ METRICS_TOKEN: TOKEN });
    const token = await running.signIn('admin');
    const headers = { authorization: `Bearer ${token}` };
    expect((await running.app.inject({ url: '/metrics', headers })).statusCode).toBe(401);
    expect((await running.send('{ me { username } }', { token: TOKEN })).status).toBe(401);
  });
});

const refusedInPart = 'query Mixed { me { username } accounts { totalCount } }';

/** What somebody who holds `me` asks for, unless the token is another; and under what it is counted. */
const asked: [string, object, { operation: string; type?: string; outcome: string; token?: string | undefined }][] = [
  ['an operation', { query: 'query Mine { me { username } }' }, { operation: 'Mine', outcome: 'ok' }],
  ['an operation without a name', { query: '{ me { id } }' }, { operation: 'anonymous', outcome: 'ok' }],
  [
    'one of two operations, by its name',
    { query: 'query One { me { id } } query Two { me { roles } }', operationName: 'Two' },
    { operation: 'Two', outcome: 'ok' },
  ],
  ['a query that is refused in part', { query: refusedInPart }, { operation: 'Mixed', outcome: 'partial' }],
  [
    'a query that is refused',
    { query: 'query All { accounts { totalCount } }' },
    { operation: 'All', outcome: 'FORBIDDEN' },
  ],
  [
    'a query of nobody',
    { query: 'query Nobody { me { username } }' },
    { operation: 'Nobody', outcome: 'UNAUTHENTICATED', token: undefined },
  ],
  [
    'a mutation that is refused',
    { query: 'mutation Add { createItem(input: { title: "x" }) { id } }' },
    { operation: 'Add', type: 'mutation', outcome: 'FORBIDDEN' },
  ],
  [
    'a variable of the wrong type',
    { query: 'query Page($n: PositiveInt) { myItems(first: $n) { totalCount } }', variables: { n: -1 } },
    { operation: 'Page', outcome: 'BAD_USER_INPUT' },
  ],
  [
    'an operation that costs too much',
    {
      query:
        'query Much { accounts { nodes { id } } a: accounts { nodes { id } } b: accounts { nodes { id } } c: accounts { nodes { id } } d: accounts { nodes { id } } }',
    },
    { operation: 'Much', outcome: 'OPERATION_TOO_LARGE' },
  ],
  [
    'a token that is no good',
    { query: 'query Mine { me { id } }' },
    { operation: 'none', outcome: 'UNAUTHENTICATED', token: 'none' },
  ],
  ['what cannot be parsed', { query: 'query Broken {' }, { operation: 'none', outcome: 'GRAPHQL_PARSE_FAILED' }],
  [
    'what does not fit the schema',
    { query: 'query Wrong { wrong }' },
    { operation: 'none', outcome: 'GRAPHQL_VALIDATION_FAILED' },
  ],
  [
    'the name of no operation',
    { query: 'query One { me { id } }', operationName: 'Claimed' },
    { operation: 'none', outcome: 'OPERATION_RESOLUTION_FAILURE' },
  ],
  ['what is no operation', { query: 1 }, { operation: 'none', outcome: 'BAD_REQUEST' }],
];

test.each(asked)('%s counts once each time, whichever way it is answered', async (_, body, expected) => {
  const running = await start();
  const { operation, outcome, type = operation === 'none' ? 'none' : 'query' } = expected;
  const token = 'token' in expected ? expected.token : await running.signIn('johndoe', ['me']);
  if (token === 'none') await running.send('query Mine { me { id } }');
  const before = await count(running, 'scopeql_operations_total');
  byApollo.mockClear();
  const headers = token === undefined ? undefined : { authorization: `Bearer ${token}` };
  for (const times of [1, 2, 3]) {
    await post(running, body, headers);
    const after = await count(running, 'scopeql_operations_total');
    const label = `{operation="${operation}",type="${type}",outcome="${outcome}"}`;
    expect(after).toEqual({ ...before, [label]: times + (before[label] ?? 0) });
  }
  const isKnown = operation !== 'none';
  expect(byApollo).toHaveBeenCalledTimes(isKnown ? 1 : 3);
  const durations = await count(running, 'scopeql_operation_duration_seconds_count');
  expect(durations[`{operation="${operation}",type="${type}"}`]).toBeGreaterThanOrEqual(3);
});

test('what fails counts as that, and in part with its code', async () => {
  const running = await start();
  const token = await running.signIn('johndoe');
  await running.db.schema.alterTable('items').renameTo('things').execute();
  for (const query of ['query Whole { myItems { totalCount } }', 'query Part { me { id } myItems { totalCount } }']) {
    await running.send(query, { token });
  }
  expect(await count(running, 'scopeql_operations_total')).toMatchObject({
    '{operation="Whole",type="query",outcome="INTERNAL_SERVER_ERROR"}': 1,
    '{operation="Part",type="query",outcome="partial"}': 1,
  });
  expect(await count(running, 'scopeql_errors_total')).toEqual({ '{code="INTERNAL_SERVER_ERROR"}': 2 });
});

test('what HTTP refuses of what is asked of GraphQL counts as that', async () => {
  const running = await start();
  await post(running, '{');
  await post(running, '{}', { 'content-type': 'text/plain' });
  const operations = await count(running, 'scopeql_operations_total');
  expect(operations).toEqual({ '{operation="none",type="none",outcome="BAD_REQUEST"}': 2 });
});

test('what is not asked of GraphQL is no operation, and a page is none', async () => {
  const running = await startTarget({ METRICS: 'on' });
  const before = await count(running, 'scopeql_operations_total');
  for (const path of ['/healthz', '/nothing', '/explorer/schema.graphql', '/.well-known/jwks.json', '/metrics', '/%']) {
    await running.fetch({ path });
  }
  const page = await running.fetch({ headers: { accept: 'text/html' } });
  expect(page.headers.get('content-type')).toBe('text/html');
  expect(await count(running, 'scopeql_operations_total')).toEqual(before);
  expect(await count(running, 'scopeql_http_requests_total')).toMatchObject({
    '{route="/healthz",status="200"}': 1,
    '{route="none",status="404"}': 1,
    '{route="none",status="400"}': 1,
    '{route="/explorer/schema.graphql",status="200"}': 1,
    '{route="/.well-known/jwks.json",status="200"}': 1,
    '{route="/metrics",status="200"}': 1,
    '{route="/graphql",status="200"}': 1,
  });
});

test('a request whose client is gone before its answer counts as aborted', async () => {
  const running = await start();
  await running.app.listen({ host: '127.0.0.1', port: 0 });
  const socket = connect((running.app.server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(
    'POST /graphql HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n',
  );
  await once(socket, 'data');
  socket.destroy();
  await vi.waitFor(async () => {
    expect(await count(running, 'scopeql_http_requests_total')).toMatchObject({
      '{route="/graphql",status="aborted"}': 1,
    });
  });
});

test('a refusal counts once for each scope that is missing, for those who have signed in', async () => {
  const running = await start();
  const token = await running.signIn('johndoe', ['me']);
  const query =
    '{ me { id } myItems { totalCount } again: myItems { totalCount } profile(username: "alice") { username } }';
  for (const bearer of [token, undefined]) await running.send(query, { token: bearer });
  expect(await count(running, 'scopeql_refusals_total')).toEqual({ '{scope="items"}': 1, '{scope="profiles"}': 1 });
  expect(await readMetrics(running)).toContain('scopeql_refusals_total{scope="accounts:write"} 0\n');
});

test('names that strangers make up are told apart up to a hundred, the rest counts together, and whoever has signed in keeps theirs', async () => {
  const running = await start();
  const token = await running.signIn('johndoe', ['me']);
  const long = 'L'.repeat(10_000);
  for (const name of [long, ...Array.from({ length: 150 }, (_, at) => `N${at}`)]) {
    expect((await running.send(`query ${name} { __typename }`)).status).toBe(200);
  }
  await running.send('query Mine { me { id } }', { token });
  const operations = await count(running, 'scopeql_operations_total');
  const label = (name: string) => `{operation="${name}",type="query",outcome="ok"}`;
  expect(operations).toMatchObject({
    [label('L'.repeat(200))]: 1,
    [label('N98')]: 1,
    [label('other')]: 51,
    [label('Mine')]: 1,
  });
  // With LOGIN, which has no name.
  expect(Object.keys(operations)).toHaveLength(103);
});

describe.each(databases)('on $name', (database) => {
  test('each way in counts, with how it ended', async () => {
    const running = await start({ LOGIN_LIMIT: '2' }, database);
    const { accessToken, refreshToken } = await running.login('admin');
    const admin = (query: string) => running.send(query, { token: accessToken });
    const create = 'mutation { createAccount(input: { username: "robot", kind: MACHINE, roles: ["user"] }) { id } }';
    const { id } = expectData(await admin(create)).createAccount;
    const secret = expectData(await admin(`mutation { addMachineSecret(id: "${id}") { clientSecret } }`));
    const { clientSecret } = secret.addMachineSecret;
    for (const given of [clientSecret, 'wrong']) {
      await running.send(`mutation { loginMachine(clientId: "robot", clientSecret: "${given}") { scopes } }`);
    }
    for (const given of [refreshToken, 'wrong']) {
      await running.send(`mutation { refresh(refreshToken: "${given}") { scopes } }`);
    }
    for (const _ of [1, 2, 3]) {
      await running.send(LOGIN, { variables: { username: 'alice', password: 'wrong' } });
    }
    expect(await count(running, 'scopeql_sign_ins_total')).toEqual({
      '{method="password",outcome="ok"}': 1,
      '{method="password",outcome="INVALID_CREDENTIALS"}': 2,
      '{method="password",outcome="RATE_LIMITED"}': 1,
      '{method="client_secret",outcome="ok"}': 1,
      '{method="client_secret",outcome="INVALID_CREDENTIALS"}': 1,
      '{method="refresh_token",outcome="ok"}': 1,
      '{method="refresh_token",outcome="INVALID_REFRESH_TOKEN"}': 1,
    });
  });

  test('a sign-in that fails unexpectedly counts as that', async () => {
    const running = await start({}, database);
    await running.db.schema.alterTable('role_scopes').renameTo('gone').execute();
    await running.send(LOGIN, { variables: { username: 'alice', password: 'secret2' } });
    expect(await count(running, 'scopeql_sign_ins_total')).toEqual({
      '{method="password",outcome="INTERNAL_SERVER_ERROR"}': 1,
    });
  });

  test('each statement is timed, and counts where it fails', async () => {
    const running = await start({}, database);
    const token = await running.signIn('johndoe');
    const kind = `{database="${database.name.toLowerCase()}"}`;
    const query = '{ me { username } myItems(first: 1) { nodes { title } } }';
    await running.send(query, { token });
    const before = await readMetrics(running);
    await running.send(query, { token });
    const after = await readMetrics(running);
    const statements = (text: string) =>
      Number(new RegExp(`^scopeql_database_statement_duration_seconds_count${kind} (\\d+)$`, 'm').exec(text)?.[1]);
    // Who is asking, and the page.
    expect(statements(after) - statements(before)).toBe(2);
    expect(await count(running, 'scopeql_database_errors_total')).toEqual({});
    await running.db.schema.alterTable('items').renameTo('gone').execute();
    await running.send(query, { token });
    expect(await count(running, 'scopeql_database_errors_total')).toEqual({ [kind]: 1 });
  });
});

test('a token counts as remembered from its second time on', async () => {
  const running = await start();
  const token = await running.signIn('johndoe');
  for (const bearer of [token, token, token, 'none']) await running.send('{ me { id } }', { token: bearer });
  expect(await count(running, 'scopeql_token_verifications_total')).toEqual({
    '{remembered="false"}': 2,
    '{remembered="true"}': 2,
  });
});

test('what is being worked on, hashed and waits is told while it is', async () => {
  const running = await startApp({ METRICS: 'on', LOGIN_LIMIT: 'off' }, undefined, {
    hashingCost: { memoryCost: 19_456, timeCost: 10 },
  });
  const variables = { username: 'alice', password: 'wrong' };
  const answers = Array.from({ length: 10 }, () => running.send(LOGIN, { variables }));
  const gauges = async () => {
    const text = await readMetrics(running);
    const names = ['passwords_waiting', 'passwords_hashing', 'operations_under_way'];
    return names.map((name) => new RegExp(`^scopeql_${name} (\\d+)$`, 'm').exec(text)?.[1]);
  };
  await vi.waitFor(async () => expect(await gauges()).toEqual(['8', '2', '10']));
  await Promise.all(answers);
  expect(await gauges()).toEqual(['0', '0', '0']);
});
