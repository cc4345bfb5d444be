import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { connect } from '../../src/db/connect.js';
import { production } from '../support/app.js';
import { ask, runCli, send, startServer, temporaryFolder } from '../support/processes.js';

const LOGIN = 'mutation { login(username: "johndoe", password: "secret") { accessToken } }';

test('a newcomer is told where it listens, who can sign in, and a query that works', async () => {
  const { url, output } = await startServer({ DATA_DIR: await temporaryFolder() });
  expect(output().trimEnd().split('\n')).toHaveLength(4);
  expect(output()).toContain('johndoe / secret, alice / secret2, admin / secret3, developer / secret4');
  const query = /^Try: (.+)$/m.exec(output())?.[1] ?? '';
  expect((await ask(url, query)).login.scopes).toContain('items');
});

test('where others can reach the demo accounts, the greeting warns', async () => {
  const { output } = await startServer({ DATA_DIR: await temporaryFolder(), HOST: '0.0.0.0' });
  expect(output()).toContain('Warning: whoever reaches 0.0.0.0 can do so too.');
});

test('keys and data are kept: a token is good after a restart', async () => {
  const folder = join(await temporaryFolder(), 'data');
  const first = await startServer({ DATA_DIR: folder });
  const { login } = await ask(first.url, LOGIN);
  expect(await first.end('SIGTERM')).toBe(0);
  expect((await stat(join(folder, 'scopeql.db'))).mode & 0o777).toBe(0o600);
  const second = await startServer({ DATA_DIR: folder });
  expect(await ask(second.url, '{ me { username } }', login.accessToken)).toEqual({ me: { username: 'johndoe' } });
});

test('SIGTERM ends it with 0, though a connection is open on which nothing comes', async () => {
  const { url, end } = await startServer({ DATA_DIR: await temporaryFolder() });
  const socket = createConnection(Number(new URL(url).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  expect(await end('SIGTERM')).toBe(0);
});

test('a faulty configuration ends it with 1 and says everything that is wrong', async () => {
  const { output, ended } = await startServer({ PORT: 'x', EXPLORER: 'maybe' });
  expect(await ended).toBe(1);
  expect(output()).toBe(
    'The configuration is faulty:\n  PORT: expected a whole number from 0 to 65535\n  EXPLORER: expected on or off\n',
  );
});

test('a port that is taken ends it with 1', async () => {
  const first = await startServer({ DATA_DIR: await temporaryFolder() });
  const { port } = new URL(first.url);
  const second = await startServer({ DATA_DIR: await temporaryFolder(), PORT: port });
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain('EADDRINUSE');
});

test('the first administrator of a production database is created on the command line, and signs in', async () => {
  const env = { DATA_DIR: join(await temporaryFolder(), 'data'), ...production };
  const password = 'correct horse battery staple';
  const created = runCli(env, ['accounts', 'create', 'ada', '--role', 'admin'], `${password}\n`);
  expect(created).toMatchObject({ status: 0, stdout: 'ada is there, with the role admin.\n', stderr: '' });
  expect((await stat(join(env.DATA_DIR, 'scopeql.db'))).mode & 0o777).toBe(0o600);
  const { url } = await startServer(env);
  const { login } = await ask(url, `mutation { login(username: "ada", password: "${password}") { accessToken } }`);
  const { accounts } = await ask(url, '{ accounts { nodes { username } } }', login.accessToken);
  expect(accounts.nodes).toEqual([{ username: 'ada' }]);
});

test('keys that are rotated and retired on the command line are those of the server that is running', async () => {
  const env = { DATA_DIR: join(await temporaryFolder(), 'data') };
  const { url } = await startServer(env);
  const token = (await ask(url, LOGIN)).login.accessToken;
  const [, next = ''] = runCli(env, ['keys', 'rotate', '--now']).stdout.split('\n');
  expect(next).toMatch(/ signing /);
  const second = await startServer(env);
  const newer = (await ask(second.url, LOGIN)).login.accessToken;
  for (const each of [token, newer]) {
    expect(await ask(url, '{ me { username } }', each)).toEqual({ me: { username: 'johndoe' } });
  }
});

test('the command line says what is wrong, and ends with 2 where it was written wrongly, else with 1', async () => {
  const env = { DATA_DIR: join(await temporaryFolder(), 'data') };
  expect(runCli(env, ['acounts'])).toMatchObject({ status: 2, stdout: '' });
  expect(runCli(env, ['acounts']).stderr).toContain("unknown command 'acounts'");
  expect(runCli(env, ['accounts', 'create', 'ada'])).toMatchObject({ status: 2, stdout: '' });
  expect(runCli(env, ['accounts', 'create', 'ada'], 'short')).toMatchObject({
    status: 1,
    stdout: '',
    stderr: 'Argument "account.password": expected 15 to 256 characters, and not the user name over and over.\n',
  });
  expect(runCli({ ...env, PORT: 'x' }, ['migrate'])).toMatchObject({ status: 1, stdout: '' });
  expect(runCli({ ...env, JWT_KEYS: '[]' }, ['keys', 'list'])).toMatchObject({ status: 1, stdout: '' });
  expect(runCli(env, ['migrate'])).toMatchObject({ status: 0, stdout: 'The database is up to date.\n' });
  expect(runCli(env, ['help'])).toMatchObject({ status: 0, stderr: '' });
});

test('the greeting names no demo account where the database was begun without them', async () => {
  const env = { DATA_DIR: join(await temporaryFolder(), 'data') };
  runCli(env, ['accounts', 'create', 'johndoe', '--role', 'admin'], 'correct horse battery staple\n');
  const { output } = await startServer(env);
  expect(output()).toMatch(/^ScopeQL is ready at \S+\nExplore it at [^\n]+\n$/);
});

test('the greeting names no account in production', async () => {
  const { output } = await startServer({ DATA_DIR: await temporaryFolder(), ...production });
  expect(output()).toMatch(/ScopeQL is ready at/);
  expect(output()).not.toMatch(/johndoe|explorer/);
});

test('the log of production has one line a request, without its query string, and is whole when the process ends', async () => {
  const { url, output, end } = await startServer({ ...production, DATA_DIR: await temporaryFolder() });
  for (const _ of [1, 2, 3]) await fetch(`${url}?query={me{id}}&password=secret`).then((answer) => answer.text());
  expect(await end('SIGTERM')).toBe(0);
  const lines = output()
    .split('\n')
    .filter((line) => line.includes('"reqId"'));
  expect(lines.map((line) => JSON.parse(line))).toMatchObject(
    [1, 2, 3].map(() => ({ msg: 'request completed', method: 'GET', path: '/graphql', remoteAddress: '127.0.0.1' })),
  );
  expect(output()).not.toContain('secret');
});

test('a request whose client is gone before its answer has a line in the log too', async () => {
  const { url, until, output } = await startServer({ ...production, DATA_DIR: await temporaryFolder() });
  const socket = createConnection(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(
    'POST /graphql HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n',
  );
  await once(socket, 'data');
  socket.destroy();
  await until(/request aborted/);
  expect(output()).toMatch(/"reqId":"[^"]+".*"path":"\/graphql".*"request aborted"/);
});

test('what goes wrong unexpectedly is in the log with its cause, in an operation that is known too', async () => {
  const folder = await temporaryFolder();
  const { url, output, until } = await startServer({ DATA_DIR: folder });
  const { login } = await ask(url, LOGIN);
  const query = '{ myItems { totalCount } }';
  await ask(url, query, login.accessToken);
  const db = connect({ file: join(folder, 'scopeql.db') });
  await db.schema.alterTable('items').renameTo('gone').execute();
  await db.destroy();
  for (const text of [query, `${query} # anew`]) {
    const { status, body } = await send(url, text, login.accessToken);
    expect([status, JSON.stringify(body)]).toEqual([500, expect.not.stringContaining('items"')]);
  }
  await until(/unexpected.*unexpected/s);
  expect(output().match(/no such table.*"path":\["myItems".*"unexpected"/g)).toHaveLength(2);
});
