import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { createConnection, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { databases } from '../support/databases.js';
import {
  ask,
  type Environment,
  type ServerProcess,
  send,
  startServer,
  type Told,
  temporaryFolder,
} from '../support/processes.js';

const LOGIN = 'mutation { login(username: "johndoe", password: "secret") { accessToken } }';
const WRONG = 'mutation { login(username: "nobody", password: "wrong") { accessToken } }';
const HEAD = 'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';
const BURST = 40;
const WITHIN_MS = 10_000;

const portOf = ({ url }: ServerProcess) => Number(new URL(url).port);

/** A connection on which something was sent, and no more will be. */
async function openSocket(server: ServerProcess, text: string): Promise<Socket> {
  const socket = createConnection(portOf(server), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(text);
  return socket;
}

/** A connection that was used and is kept. */
async function keepAlive(server: ServerProcess): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const asked = request({ agent, port: portOf(server), host: '127.0.0.1', path: '/healthz' }).end();
  const [response] = await once(asked, 'response');
  response.resume();
  await once(response, 'end');
}

async function openIdle(server: ServerProcess): Promise<void> {
  for (const text of ['', HEAD, `${HEAD}content-length: 100\r\n\r\n{"query":`]) await openSocket(server, text);
  await keepAlive(server);
}

/** What a process says to a new connection. */
async function reach(server: ServerProcess): Promise<string> {
  const socket = createConnection(portOf(server), '127.0.0.1');
  const reached = once(socket, 'connect').then(
    () => 'connected',
    (error) => error.code,
  );
  return reached.finally(() => socket.destroy());
}

const within = <T>(ended: Promise<T>): Promise<T | string> =>
  Promise.race([ended, setTimeout(WITHIN_MS, `It goes on after ${WITHIN_MS} ms.`, { ref: false })]);

const surroundings = databases.flatMap((database) => ['1', '2'].map((workers) => ({ ...database, workers })));

describe.each(surroundings)('on $name, with WORKERS=$workers', ({ create, workers }) => {
  const start = async (env: Environment = {}) => {
    const { dataDir, databaseUrl, dispose } = await create();
    onTestFinished(dispose);
    const place = { DATA_DIR: dataDir, DATABASE_URL: databaseUrl };
    return startServer({ ...place, LOGIN_LIMIT: 'off', WORKERS: workers, ...env });
  };

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s lets everything under way be answered, refuses new connections, and waits for no half a request',
    async (signal) => {
      const server = await start();
      await openIdle(server);
      const answers: Told[] = [];
      const burst = Array.from({ length: BURST }, async (_, n) => {
        const answer = await send(server.url, n % 2 ? LOGIN : WRONG);
        answers.push(answer);
        return answer.status;
      });
      while (answers.length === 0) await setTimeout(5);
      const ended = server.end(signal);
      expect(answers.length).toBeLessThan(BURST);
      while ((await reach(server)) !== 'ECONNREFUSED') await setTimeout(5);
      expect(await Promise.all(burst)).toEqual(burst.map((_, n) => (n % 2 ? 200 : 401)));
      expect(answers.at(-1)?.headers.get('connection')).toBe('close');
      expect(await within(ended)).toBe(0);
      expect(server.output()).not.toMatch(/"level":(50|60)|unexpected/);
    },
  );

  test('who asks again and again on one connection is answered until told that it closes', async () => {
    const server = await start();
    let isStopping = false;
    const clients = Array.from({ length: 12 }, async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      onTestFinished(() => agent.destroy());
      while (true) {
        const asked = request({ agent, port: portOf(server), host: '127.0.0.1', path: '/healthz' }).end();
        const [response] = await once(asked, 'response');
        response.resume();
        await once(response, 'end');
        expect(response.statusCode).toBe(200);
        if (response.headers.connection === 'close') return isStopping;
      }
    });
    await setTimeout(200);
    isStopping = true;
    const ended = server.end('SIGTERM');
    expect(await Promise.all(clients)).toEqual(Array(12).fill(true));
    expect(await within(ended)).toBe(0);
  });

  test('connections that are there at the signal are served, however many', async () => {
    const server = await start();
    await ask(server.url, LOGIN);
    const asked = Array.from({ length: 150 }, () => send(server.url, '{ __typename }'));
    await setTimeout(15);
    const ended = server.end('SIGTERM');
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(Array(150).fill(200));
    expect(await within(ended)).toBe(0);
  });

  test('what was asked on one connection one after another is answered, if it was done', async () => {
    const server = await start();
    const { login } = await ask(server.url, LOGIN);
    const create = (title: string) => {
      const body = JSON.stringify({ query: `mutation { createItem(input: { title: "${title}" }) { title } }` });
      return `${HEAD}authorization: Bearer ${login.accessToken}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    };
    const socket = await openSocket(server, Array.from({ length: 20 }, (_, n) => create(`S${n}.`)).join(''));
    let told = '';
    socket.setEncoding('utf8').on('data', (chunk) => {
      told += chunk;
    });
    await once(socket, 'data');
    const ended = server.end('SIGTERM');
    await once(socket, 'close');
    expect(await within(ended)).toBe(0);
    const answered = [...told.matchAll(/"createItem":\{"title":"(S\d+\.)"/g)].map(([, title]) => title);
    expect(answered).toEqual(Array.from({ length: 20 }, (_, n) => `S${n}.`));
  });

  test('a second signal ends it at once', async () => {
    const server = await start();
    await openIdle(server);
    const first = server.end('SIGTERM');
    while ((await reach(server)) !== 'ECONNREFUSED') await setTimeout(5);
    await server.end('SIGTERM');
    expect(await within(first)).toBe(1);
  });
});

test('a process that is told to stop before anybody has asked anything does', async () => {
  const server = await startServer({ DATA_DIR: await temporaryFolder() });
  expect(await within(server.end('SIGTERM'))).toBe(0);
});
