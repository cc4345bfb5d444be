import { once } from 'node:events';
import { rename, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { databases } from '../support/databases.js';
import {
  ask,
  builtFile,
  type Environment,
  type ServerProcess,
  startServer,
  temporaryFolder,
} from '../support/processes.js';
import { type Connection, childrenOf, connectMany as openMany } from '../support/workers.js';

const LOGIN = 'mutation { login(username: "johndoe", password: "secret") { accessToken refreshToken } }';
const WRONG = 'mutation { login(username: "nobody", password: "wrong") { accessToken } }';
const ME = '{ me { username } }';
const GARBAGE = 'What else somebody has put there.'.repeat(100);
const REPLACED = /Another one answers in its place\.\n/;

/** Sends operations on a connection of its own, which one worker has. */
type SendOnIt = Connection['send'];

async function connectMany(server: ServerProcess, count: number): Promise<SendOnIt[]> {
  return (await openMany(server, count)).map(({ send }) => send);
}

describe.each(databases)('on $name', (database) => {
  const start = async (env: Environment = {}, command: readonly string[] = []) => {
    const { dataDir, databaseUrl, dispose } = await database.create();
    onTestFinished(dispose);
    return startServer({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl, WORKERS: '2', ...env }, command);
  };

  test('workers that start on an empty database greet once, and share one key, sessions and cursors', async () => {
    const server = await start();
    expect(server.output().trimEnd().split('\n')).toHaveLength(4);
    expect(childrenOf(server)).toHaveLength(2);
    const jwks = await fetch(new URL('/.well-known/jwks.json', server.url));
    expect((await jwks.json()).keys).toHaveLength(1);
    const [one, other] = (await connectMany(server, 2)) as [SendOnIt, SendOnIt];
    for (const [here, there] of [
      [one, other],
      [other, one],
    ] as const) {
      const { accessToken, refreshToken } = (await here(LOGIN)).body.data.login;
      const page = await here('{ myItems(first: 2) { pageInfo { endCursor } } }', accessToken);
      const { endCursor } = page.body.data.myItems.pageInfo;
      const next = await there(`{ myItems(first: 1, after: "${endCursor}") { nodes { title } } }`, accessToken);
      expect(next.body).toEqual({ data: { myItems: { nodes: [{ title: 'Baz' }] } } });
      const refresh = `mutation { refresh(refreshToken: "${refreshToken}") { accessToken refreshToken } }`;
      const { refresh: refreshed } = (await there(refresh)).body.data;
      expect((await here(refresh)).body.data.refresh.refreshToken).toBe(refreshed.refreshToken);
      expect((await there('mutation { logout }', refreshed.accessToken)).status).toBe(200);
      expect((await here('{ me { username } }', accessToken)).status).toBe(401);
    }
  });

  test('workers count sign-ins together', async () => {
    const [one, other] = (await connectMany(await start({ LOGIN_LIMIT: '3' }), 2)) as [SendOnIt, SendOnIt];
    const statuses = [];
    for (const send of [one, other, one, other, one]) statuses.push((await send(WRONG)).status);
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
  });

  test('a worker that is killed takes its own connections with it, the other goes on, and it is replaced', async () => {
    const server = await start();
    const connections = await connectMany(server, 8);
    const { accessToken } = (await connections[0]?.(LOGIN))?.body.data.login ?? {};
    const sockets = await Promise.all(connections.map(async (send) => (await send(ME, accessToken)).socket));
    const [killed = 0] = childrenOf(server);
    process.kill(killed, 'SIGKILL');
    await server.until(REPLACED);
    expect(server.output()).toContain(`Worker ${killed} was ended by SIGKILL.\n`);
    const kept = connections.filter((_, at) => !sockets[at]?.closed);
    expect(kept).toHaveLength(4);
    for (const send of kept) {
      const { body, socket } = await send(ME, accessToken);
      expect(body.data.me.username).toBe('johndoe');
      expect(sockets).toContain(socket);
    }
    // With the one that has taken its place among those who answer.
    for (const send of await connectMany(server, 2)) expect((await send(ME, accessToken)).status).toBe(200);
    expect(childrenOf(server)).toHaveLength(2);
    expect(await server.end('SIGTERM')).toBe(0);
  });

  test('workers that end all at once are replaced, on the same port', async () => {
    const server = await start();
    for (const pid of childrenOf(server)) process.kill(pid, 'SIGKILL');
    await server.until(new RegExp(`${REPLACED.source}${REPLACED.source}`));
    await ask(server.url, LOGIN);
    expect(childrenOf(server)).toHaveLength(2);
  });

  test('a worker that alone is told to stop finishes what is under way, and is replaced', async () => {
    const server = await start();
    const connections = await connectMany(server, 8);
    const asked = connections.map((send) => send(WRONG));
    await Promise.race(asked);
    process.kill(childrenOf(server)[0] ?? 0, 'SIGTERM');
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(Array(8).fill(401));
    await server.until(REPLACED);
    expect(server.output()).toMatch(/^Worker \d+ ended with 0\.$/m);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s to all processes at once, as a terminal sends it, lets what is under way be answered',
    async (signal) => {
      const server = await start({ LOGIN_LIMIT: 'off' }, ['setsid']);
      const asked = (await connectMany(server, 20)).map((send) => send(WRONG));
      await Promise.race(asked);
      process.kill(-(server.pid ?? 0), signal);
      const answers = await Promise.all(asked);
      expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(401));
      expect(answers.some(({ connection }) => connection === 'close')).toBe(true);
      expect(await server.ended).toBe(0);
      expect(server.output()).not.toMatch(/Worker|second/);
    },
  );

  test('workers whose first process is killed finish what is under way, and end', async () => {
    const server = await start({ LOGIN_LIMIT: 'off' });
    const asked = (await connectMany(server, 20)).map((send) => send(WRONG));
    await Promise.race(asked);
    // Its output ends with that of the last of them.
    const ended = server.end('SIGKILL');
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(Array(20).fill(401));
    expect(await ended).toBeNull();
    await expect(ask(server.url, LOGIN)).rejects.toThrow('fetch failed');
  });

  test('a client whose connection was given to a worker that dies before it takes it is not left waiting', async () => {
    const server = await start();
    process.kill(childrenOf(server)[0] ?? 0, 'SIGSTOP');
    const ends = [1, 2].map(async () => {
      const socket = createConnection(Number(new URL(server.url).port), '127.0.0.1');
      onTestFinished(() => void socket.destroy());
      socket.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n');
      // It is closed, or reset.
      return Promise.race([
        once(socket, 'data').then(() => 'answered'),
        once(socket, 'end').then(() => 'closed'),
      ]).catch(() => 'closed');
    });
    expect(await Promise.race(ends)).toBe('answered');
    process.kill(childrenOf(server)[0] ?? 0, 'SIGKILL');
    expect((await Promise.all(ends)).toSorted()).toEqual(['answered', 'closed']);
  });

  test('what is told to stop while it starts does', async () => {
    const starting = start();
    const findFirst = () => childrenOf({ pid: process.pid }, builtFile('server/main.js'))[0];
    while (childrenOf({ pid: findFirst() }).length === 0) await setTimeout(5);
    process.kill(findFirst() ?? 0, 'SIGTERM');
    const { ended, output } = await starting;
    expect([await ended, output()]).toEqual([0, '']);
  });
});

test('one worker is one process', async () => {
  for (const WORKERS of [undefined, '1']) {
    const server = await startServer({ DATA_DIR: await temporaryFolder(), WORKERS });
    expect(childrenOf(server)).toEqual([]);
  }
});

test('what keeps workers from starting is said once', async () => {
  const env = { DATA_DIR: await temporaryFolder(), WORKERS: '3' };
  const { url } = await startServer(env);
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'scopeql.db'), GARBAGE);
  for (const [fault, line] of [
    [{ WORKERS: '65' }, /^The configuration is faulty:\n {2}WORKERS: expected a whole number from 1 to 64\n$/],
    [{ PORT: new URL(url).port }, /^.*EADDRINUSE.*\n$/],
    [{ DATA_DIR: folder }, /^The database \S+ cannot be used: file is not a database\n$/],
    [{ DATABASE_URL: 'postgres://127.0.0.1:1/test' }, /^The database \S+ cannot be used: .*ECONNREFUSED.*\n$/],
  ] as const) {
    const { ended, output } = await startServer({ ...env, ...fault });
    expect(await ended).toBe(1);
    expect(output()).toMatch(line);
  }
});

test('where no worker can be replaced all stop, and it is said why', async () => {
  const folder = await temporaryFolder();
  const server = await startServer({ DATA_DIR: folder, WORKERS: '2' });
  await rename(join(folder, 'scopeql.db'), join(folder, 'elsewhere'));
  await writeFile(join(folder, 'scopeql.db'), GARBAGE);
  process.kill(childrenOf(server)[0] ?? 0, 'SIGKILL');
  expect(await server.ended).toBe(1);
  expect(server.output()).toMatch(/cannot be used: file is not a database\nWorker \d+ ended with 1\.\n/);
  expect(server.output()).toMatch(/\n8 workers have ended within a minute\.\n$/);
}, 60_000);
