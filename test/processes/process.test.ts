import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, onTestFinished, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** As `npm start` runs it: built, on a real socket. */
async function run(env: Record<string, string>): Promise<{ process: ChildProcess; output: () => string }> {
  const child = spawn('node', ['dist/main.js'], { cwd: root, env: { PATH: process.env.PATH, PORT: '0', ...env } });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exit = once(child, 'exit');
  while (child.exitCode === null && !output.includes('ready at'))
    await Promise.race([once(child.stdout, 'data'), exit]);
  return { process: child, output: () => output };
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'scopeql-process-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function ask(url: string, query: string, token?: string) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const reply = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  // biome-ignore lint/suspicious/noExplicitAny: what a client gets is untyped
  return (await reply.json()) as any;
}

const urlIn = (output: string) => /ready at (\S+)/.exec(output)?.[1] ?? '';

beforeAll(() => {
  execFileSync('npm', ['run', 'build', '--silent'], { cwd: root, stdio: 'ignore' });
});

test('a newcomer is told where it listens, who can sign in, and a query that works', async () => {
  const { output } = await run({ DATA_DIR: await temporaryFolder() });
  expect(output().trimEnd().split('\n')).toHaveLength(4);
  expect(output()).toContain('johndoe / secret, alice / secret2, admin / secret3, developer / secret4');
  const query = /^Try: (.+)$/m.exec(output())?.[1] ?? '';
  const { data } = await ask(urlIn(output()), query);
  expect(data.login.scopes).toContain('items');
});

test('keys and data are kept: a token is good after a restart', async () => {
  const folder = join(await temporaryFolder(), 'data');
  const first = await run({ DATA_DIR: folder });
  const { data } = await ask(
    urlIn(first.output()),
    'mutation { login(username: "johndoe", password: "secret") { accessToken } }',
  );
  first.process.kill('SIGTERM');
  await once(first.process, 'exit');
  expect((await stat(join(folder, 'scopeql.db'))).mode & 0o777).toBe(0o600);
  const second = await run({ DATA_DIR: folder });
  const answer = await ask(urlIn(second.output()), '{ me { username } }', data.login.accessToken);
  expect(answer).toEqual({ data: { me: { username: 'johndoe' } } });
});

test('SIGTERM ends it with 0, though a connection is open on which nothing comes', async () => {
  const { process: child, output } = await run({ DATA_DIR: await temporaryFolder() });
  const socket = createConnection(Number(new URL(urlIn(output())).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('a faulty configuration ends it with 1 and says everything that is wrong', async () => {
  const { process: child, output } = await run({ PORT: 'x', EXPLORER: 'maybe' });
  if (child.exitCode === null) await once(child, 'exit');
  expect(child.exitCode).toBe(1);
  expect(output()).toBe(
    'The configuration is faulty:\n  PORT: expected a whole number from 0 to 65535\n  EXPLORER: expected on or off\n',
  );
});

test('a port that is taken ends it with 1', async () => {
  const { output } = await run({ DATA_DIR: await temporaryFolder() });
  const { port } = new URL(urlIn(output()));
  const { process: second, output: secondOutput } = await run({ DATA_DIR: await temporaryFolder(), PORT: port });
  if (second.exitCode === null) await once(second, 'exit');
  expect(second.exitCode).toBe(1);
  expect(secondOutput()).toContain('EADDRINUSE');
});

/** The command line, as an operator runs it. */
function runCli(env: Record<string, string>, args: string[], input = '') {
  const options = { cwd: root, env: { PATH: process.env.PATH, ...env }, input, encoding: 'utf8' } as const;
  return spawnSync('node', ['dist/cli/main.js', ...args], options);
}

test('the first administrator of a production database is created on the command line, and signs in', async () => {
  const env = { DATA_DIR: join(await temporaryFolder(), 'data'), NODE_ENV: 'production' };
  const password = 'correct horse battery staple';
  const created = runCli(env, ['accounts', 'create', 'ada', '--role', 'admin'], `${password}\n`);
  expect(created).toMatchObject({ status: 0, stdout: 'ada is there, with the role admin.\n', stderr: '' });
  expect((await stat(join(env.DATA_DIR, 'scopeql.db'))).mode & 0o777).toBe(0o600);
  const url = urlIn((await run(env)).output());
  const { data } = await ask(url, `mutation { login(username: "ada", password: "${password}") { accessToken } }`);
  const accounts = await ask(url, '{ accounts { nodes { username } } }', data.login.accessToken);
  expect(accounts.data.accounts.nodes).toEqual([{ username: 'ada' }]);
});

test('keys that are rotated and retired on the command line are those of the server that is running', async () => {
  const env = { DATA_DIR: join(await temporaryFolder(), 'data') };
  const url = urlIn((await run(env)).output());
  const login = 'mutation { login(username: "johndoe", password: "secret") { accessToken } }';
  const token = (await ask(url, login)).data.login.accessToken;
  const [, next = ''] = runCli(env, ['keys', 'rotate', '--now']).stdout.split('\n');
  expect(next).toMatch(/ signing /);
  const second = urlIn((await run(env)).output());
  const newer = (await ask(second, login)).data.login.accessToken;
  for (const each of [token, newer]) {
    expect(await ask(url, '{ me { username } }', each)).toEqual({ data: { me: { username: 'johndoe' } } });
  }
});

test('the command line says what is wrong, and ends with 2 where it was written wrongly, else with 1', async () => {
  const env = { DATA_DIR: join(await temporaryFolder(), 'data') };
  expect(runCli(env, ['acounts'])).toMatchObject({ status: 2, stdout: '' });
  expect(runCli(env, ['acounts']).stderr).toContain('There is no command "acounts".');
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

test('the greeting names no account in production', async () => {
  const { output } = await run({ DATA_DIR: await temporaryFolder(), NODE_ENV: 'production' });
  expect(output()).toMatch(/ScopeQL is ready at/);
  expect(output()).not.toMatch(/johndoe|explorer/);
});
