import { NoResultError } from 'kysely';
import { describe, expect, test, vi } from 'vitest';
import type { Overrides } from '../../src/app.js';
import { describeError } from '../../src/http/request-log.js';
import { LOGIN } from '../support/app.js';
import { databases } from '../support/databases.js';
import { headersOf } from '../support/headers.js';
import { startTarget, type Target } from '../support/hostile.js';
import { TestLog } from '../support/log.js';
import { count } from '../support/metrics.js';
import { codeIn, readPage } from '../support/pages.js';

const PASSWORD = 'a password that nobody has';
const INLINE = `mutation SignIn { login(username: "johndoe", password: "${PASSWORD}") { accessToken } }`;

async function start(env: Record<string, string> = {}, overrides: Overrides = {}, database = databases[0]) {
  const log = new TestLog();
  const target = await startTarget({ LOG_LEVEL: 'trace', ...env }, database, { log, ...overrides });
  return { log, ...target };
}

/** The line of the request that comes next. */
async function lineOf(
  { log, ...target }: Awaited<ReturnType<typeof start>>,
  ask: (target: Target) => Promise<unknown>,
) {
  const before = log.requests.filter(({ path }) => path !== '/metrics').length;
  await ask(target);
  return vi.waitFor(() => {
    const [line] = log.requests.filter(({ path }) => path !== '/metrics').slice(before);
    if (!line) throw new Error('There is no line yet.');
    return line;
  });
}

test('the line of an operation has its name and type, who asked for it, and the codes that it was told', async () => {
  const running = await start();
  const token = await running.signIn('johndoe', ['me']);
  const account = (await running.ask('{ me { id } }', undefined, token)).body.data.me.id;
  const query = 'query Mixed { me { username } accounts { totalCount } again: accounts { totalCount } }';
  const line = await lineOf(running, ({ ask }) => ask(query, undefined, token));
  expect(line).toMatchObject({
    level: 30,
    reqId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    method: 'POST',
    path: '/graphql',
    remoteAddress: '127.0.0.1',
    operation: 'Mixed',
    operationType: 'query',
    account,
    codes: ['FORBIDDEN'],
    statusCode: 200,
    milliseconds: expect.any(Number),
    msg: 'request completed',
  });
  const [shown = ''] = codeIn(readPage('production.md'), 'json');
  expect(Object.keys(JSON.parse(shown))).toEqual(Object.keys(line));
});

test.each<[string, string, object, string?]>([
  ['without a name', '{ scopes { name } }', { operationType: 'query', statusCode: 200 }],
  ['that cannot be parsed', 'query Broken {', { codes: ['GRAPHQL_PARSE_FAILED'], statusCode: 400 }],
  ['that does not fit the schema', 'query Wrong { wrong }', { codes: ['GRAPHQL_VALIDATION_FAILED'], statusCode: 400 }],
  ['with a token that is no good', 'query Mine { me { id } }', { codes: ['UNAUTHENTICATED'], statusCode: 401 }, 'none'],
])('the line of an operation %s has nothing else', async (_, query, expected, token) => {
  const line = await lineOf(await start(), ({ ask }) => ask(query, undefined, token));
  const { level, time, pid, hostname, reqId, method, path, remoteAddress, milliseconds, msg, ...own } = line;
  expect(own).toEqual(expected);
});

test('the line of a request that HTTP refuses has its code', async () => {
  const line = await lineOf(await start(), ({ fetch }) => fetch({ path: '/nothing' }));
  expect(line).toMatchObject({ path: '/nothing', statusCode: 404, codes: ['BAD_REQUEST'] });
});

test('the line has the id by which a client can name the request', async () => {
  let id: string | null = null;
  const line = await lineOf(await start(), async ({ ask }) => {
    id = (await ask('{ scopes { name } }')).headers.get('x-request-id');
  });
  expect(line.reqId).toBe(id);
});

test('of a name there are 200 characters in the line at most', async () => {
  const line = await lineOf(await start(), ({ ask }) => ask(`query ${'N'.repeat(100_000)} { __typename }`));
  expect(line.operation).toBe('N'.repeat(200));
});

test('of a path there are 500 characters in the line at most', async () => {
  const request = `GET /${'"'.repeat(15_000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
  const line = await lineOf(await start(), ({ write }) => write(request));
  expect(line).toMatchObject({ path: `/${'"'.repeat(499)}`, statusCode: 404 });
});

test.each([
  ['an address', '203.0.113.9', '203.0.113.9'],
  ['an address with a port', '203.0.113.9:4711', '203.0.113.9'],
  ['an address of IPv6 in brackets, with a port', '[2001:db8::9]:4711', '2001:db8::9'],
  ['what is no address', `unknown"${'z'.repeat(5_000)}`, '127.0.0.1'],
  ['an address with a zone that goes on and on', `fe80::1%${'z'.repeat(5_000)}`, '127.0.0.1'],
])('where a proxy says that a request is for %s, the line has an address', async (_, forwardedFor, expected) => {
  const running = await start({ TRUST_PROXY: 'loopback' });
  const line = await lineOf(running, ({ fetch }) => fetch({ headers: { 'x-forwarded-for': forwardedFor } }));
  expect(line.remoteAddress).toBe(expected);
});

test('a client that gives up while it is worked on has the name of what it asked for in its line', async () => {
  const hashingCost = { memoryCost: 19_456, timeCost: 20 };
  const running = await start({ METRICS: 'on' }, { hashingCost });
  const line = await lineOf(running, async (target) => {
    const controller = new AbortController();
    const body = JSON.stringify({ query: INLINE });
    const request = { method: 'POST', headers: headersOf(), body, signal: controller.signal };
    const asked = target.fetch(request).catch(() => undefined);
    await vi.waitFor(async () => expect(await count(target, 'scopeql_passwords_hashing')).toEqual({ '': 1 }));
    controller.abort();
    await asked;
  });
  expect(line).toMatchObject({ operation: 'SignIn', operationType: 'mutation', msg: 'request aborted' });
});

test('a level above info has no lines of requests', async () => {
  const log = new TestLog();
  const { ask } = await startTarget({ LOG_LEVEL: 'warn' }, undefined, { log });
  await ask('{ scopes { name } }');
  expect(log.text).toBe('');
});

describe.each(databases)('on $name', (database) => {
  test('no password, token, variable or text of an operation is in the log, whatever happens', async () => {
    const running = await start({ LOGIN_LIMIT: '2' }, {}, database);
    const { accessToken, refreshToken } = await running.login('alice');
    const refresh = `mutation Again { refresh(refreshToken: "${refreshToken}") { accessToken } }`;
    const everything = async () => {
      await running.ask(LOGIN, { username: 'alice', password: 'secret2' });
      await running.ask(LOGIN, { username: 'alice', password: PASSWORD });
      await running.ask(LOGIN, { username: 'alice', password: { in: PASSWORD } });
      await running.ask(LOGIN, { username: PASSWORD, password: 'secret2', scopes: [PASSWORD] });
      for (const _ of [1, 2]) await running.ask(INLINE);
      await running.ask(`${INLINE} # anew ${Math.random()}`);
      await running.ask(INLINE.replace('accessToken', 'wrong'));
      await running.ask(INLINE.slice(0, -3));
      await running.ask(refresh);
      await running.ask('{ me { id } }', {}, accessToken);
      await running.ask('{ me { id } }', {}, `${accessToken}x`);
      await running.fetch({ path: `/graphql?query=${encodeURIComponent(INLINE)}` });
      await running.fetch({ path: `/graphql?query=${encodeURIComponent(INLINE)}`, headers: { accept: 'text/html' } });
      for (const body of [`{"query":"${PASSWORD}`, JSON.stringify([{ query: INLINE }])]) {
        await running.fetch({ method: 'POST', headers: headersOf(), body });
        await running.fetch({ method: 'POST', headers: { 'content-type': 'text/plain' }, body });
      }
    };
    await everything();
    for (const table of ['role_scopes', 'sign_in_attempts', 'accounts'] as const) {
      await running.db.schema.alterTable(table).renameTo(`${table}_gone`).execute();
      await everything();
    }
    const { text, requests } = running.log;
    for (const status of [200, 400, 401, 415, 429, 500]) {
      expect(requests).toContainEqual(expect.objectContaining({ statusCode: status }));
    }
    expect(text).toContain('role_scopes');
    for (const secret of [PASSWORD, 'secret2', accessToken, refreshToken, 'accessToken', 'login(', '$username']) {
      expect(text).not.toContain(secret);
    }
  });
});

test('what fails unexpectedly has a line with the id of its request, the name of its operation and no more of its error than that', async () => {
  const running = await start();
  const token = await running.signIn('johndoe');
  await running.db.schema.alterTable('items').renameTo('gone').execute();
  const { headers } = await running.ask('query Page { page: myItems { totalCount } }', undefined, token);
  const lines = running.log.text.split('\n').filter((line) => line.includes('"unexpected"'));
  expect(lines).toHaveLength(1);
  const { err, ...line } = JSON.parse(lines[0] ?? '');
  expect(line).toMatchObject({
    level: 50,
    reqId: headers.get('x-request-id'),
    operation: 'Page',
    path: ['page'],
  });
  expect(Object.keys(err)).toEqual(['type', 'message', 'stack', 'code']);
  expect(err.message).toContain('items');
});

test('of an error the log has its kind, text, code and where it was thrown, with its causes, and nothing that hangs on it', () => {
  const cause = Object.assign(new Error('duplicate key'), { detail: `Key (name)=(${PASSWORD}) exists.` });
  const error = Object.assign(new NoResultError({ kind: 'RawNode', parameters: [PASSWORD] } as never), {
    cause,
    code: '23505',
  });
  expect(describeError(error)).toEqual({
    type: 'NoResultError',
    message: 'no result: duplicate key',
    stack: expect.stringMatching(/log\.test\.ts[\s\S]+caused by: Error: duplicate key/),
    code: '23505',
  });
});

test('what is thrown that is no error is told as it is', () => {
  expect(describeError('nothing' as never)).toMatchObject({ type: 'string', message: 'nothing' });
});
