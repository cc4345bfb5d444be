import { expect, test } from 'vitest';
import { type Counted, samplesOf } from '../support/metrics.js';
import { readPage, tableUnder } from '../support/pages.js';
import { type Environment, type ServerProcess, startServer, temporaryFolder } from '../support/processes.js';
import { type Connection, childrenOf, connectMany } from '../support/workers.js';

const LOGIN = 'mutation SignIn { login(username: "johndoe", password: "secret", scopes: ["me"]) { accessToken } }';

const start = async (env: Environment = {}) =>
  startServer({ DATA_DIR: await temporaryFolder(), WORKERS: '2', METRICS: 'on', ...env });

/** How many operations of a name all workers have answered. */
const countOf = (text: string, name: string) =>
  samplesOf(text, 'scopeql_operations_total')[`{operation="${name}",type="query",outcome="ok"}`];

const askTimes = async ({ send }: Connection, times: number) => {
  for (let at = 0; at < times; at += 1) expect((await send('query Counted { __typename }')).status).toBe(200);
};

/** Kills a worker, and waits until there is another one. */
const replace = async (server: ServerProcess, pid: number) => {
  process.kill(pid, 'SIGKILL');
  await server.until(new RegExp(`Worker ${pid} was ended by SIGKILL[^]*Another one answers in its place`));
};

test('every worker tells what all have counted', async () => {
  const [one, other] = (await connectMany(await start(), 2)) as [Connection, Connection];
  await askTimes(one, 3);
  await askTimes(other, 4);
  for (const { get } of [one, other]) {
    const text = await get('/metrics');
    expect(countOf(text, 'Counted')).toBe(7);
    expect(samplesOf(text, 'scopeql_operation_duration_seconds_count')).toMatchObject({
      '{operation="Counted",type="query"}': 7,
    });
    expect(samplesOf(text, 'scopeql_workers')).toEqual({ '{state="told"}': 2 });
  }
});

test('a worker that says nothing keeps nobody waiting, is told of, and what it had counted stays in the sum', async () => {
  const server = await start();
  const connections = (await connectMany(server, 2)) as [Connection, Connection];
  for (const connection of connections) await askTimes(connection, 5);
  await connections[0].get('/metrics');
  const [stopped = 0] = childrenOf(server);
  process.kill(stopped, 'SIGSTOP');
  // The one that goes on answers first; nothing is known of which it is.
  const [text, working] = await Promise.race(
    connections.map(async (connection) => [await connection.get('/metrics'), connection] as const),
  );
  expect(samplesOf(text, 'scopeql_workers')).toEqual({ '{state="told"}': 1, '{state="silent"}': 1 });
  expect(countOf(text, 'Counted')).toBe(10);
  await askTimes(working, 1);
  expect(countOf(await working.get('/metrics'), 'Counted')).toBe(11);
  process.kill(stopped, 'SIGCONT');
  await expect
    .poll(async () => samplesOf(await working.get('/metrics'), 'scopeql_workers'))
    .toEqual({ '{state="told"}': 2 });
});

test('what a worker had counted that has ended stays in the sum, and its gauges do not', async () => {
  const server = await start();
  const connections = (await connectMany(server, 2)) as [Connection, Connection];
  for (const connection of connections) await askTimes(connection, 5);
  const before = await connections[0].get('/metrics');
  for (const pid of childrenOf(server)) await replace(server, pid);
  const [{ get }] = (await connectMany(server, 1)) as [Connection];
  for (const _ of [1, 2]) {
    const after = await get('/metrics');
    expect(countOf(after, 'Counted')).toBe(10);
    const memory = (text: string) => samplesOf(text, 'process_resident_memory_bytes')[''] ?? 0;
    expect(memory(after)).toBeLessThan(1.5 * memory(before));
  }
});

test('however many workers come, go, and are told names by strangers, the sum tells a hundred of those apart, and none of its counts falls', async () => {
  const server = await start();
  let next = 0;
  const askUnderNewNames = async ({ send }: Connection) => {
    for (const last = next + 100; next < last; next += 1) await send(`query N${next} { __typename }`);
  };
  let before: Counted = {};
  for (let lives = 0; lives < 3; lives += 1) {
    const connections = (await connectMany(server, 2)) as [Connection, Connection];
    for (const connection of connections) await askUnderNewNames(connection);
    const [{ send, get }] = connections;
    const { accessToken } = (await send(LOGIN)).body.data.login;
    await send(`query Mine${lives} { me { id } }`, accessToken);
    const after = samplesOf(await get('/metrics'), 'scopeql_operations_total');
    const countsOf = (name: RegExp) => Object.entries(after).filter(([labels]) => name.test(labels));
    expect(countsOf(/"N\d+"/)).toHaveLength(100);
    expect(countsOf(/"(?:N\d+|other)",type="query"/).reduce((sum, [, count]) => sum + count, 0)).toBe(next);
    expect(countsOf(/"Mine\d"/)).toHaveLength(lives + 1);
    for (const [labels, count] of Object.entries(before))
      expect([labels, after[labels]]).toEqual([labels, expect.toSatisfy((now) => now >= count)]);
    before = after;
    await replace(server, childrenOf(server)[0] ?? 0);
  }
});

test('a worker alone is asked for the token of the metrics, and so are all', async () => {
  const { url } = await start({ METRICS_TOKEN: 'c2l4dGVlbiBvciBtb3Jl' });
  const ask = async (token: string) =>
    (await fetch(new URL('/metrics', url), { headers: { authorization: `Bearer ${token}` } })).status;
  expect([await ask('c2l4dGVlbiBvciBtb3Jl'), await ask('c2l4dGVlbiBvciBtb3JM')]).toEqual([200, 401]);
});

test('where the first process says nothing, a worker says that it cannot tell', async () => {
  const server = await start();
  const [{ get }] = (await connectMany(server, 1)) as [Connection];
  process.kill(server.pid ?? 0, 'SIGSTOP');
  expect(JSON.parse(await get('/metrics')).errors).toMatchObject([{ extensions: { code: 'OVERLOADED' } }]);
  process.kill(server.pid ?? 0, 'SIGCONT');
  await expect.poll(() => get('/metrics')).toContain('scopeql_workers{state="told"} 2');
});

/** Each metric of ours with its type and labels, as the text that is scraped has them. */
function metricsIn(text: string): string[] {
  const types = [...text.matchAll(/^# TYPE (scopeql_\w+) (\w+)$/gm)];
  return types.map(([, name = '', type = '']) => {
    const [, labels = ''] = new RegExp(`^${name}(?:_count)?(?:\\{(.*)\\})? `, 'm').exec(text) ?? [];
    return [name, type, ...[...labels.matchAll(/(\w+)="/g)].map(([, label]) => label)].join(' ');
  });
}

test('docs/production.md lists every metric with its type and labels', async () => {
  const [{ send, get }] = (await connectMany(await start(), 1)) as [Connection];
  const { accessToken } = (await send(LOGIN)).body.data.login;
  expect((await send('{ accounts { totalCount } }', accessToken)).status).toBe(403);
  const rows = tableUnder(readPage('production.md'), '| metric | type | labels | what |');
  const listed = rows.map((cells) => cells.slice(0, 3).join(' ').match(/\w+/g)?.join(' '));
  expect(listed.toSorted()).toEqual(metricsIn(await get('/metrics')).toSorted());
});
