import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
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

test('the greeting names no account in production', async () => {
  const { output } = await run({ DATA_DIR: await temporaryFolder(), NODE_ENV: 'production' });
  expect(output()).toMatch(/ScopeQL is ready at/);
  expect(output()).not.toMatch(/johndoe|explorer/);
});
