import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, onTestFinished, test, vi } from 'vitest';
import { connect } from '../../src/db/connect.js';
import { postgres } from '../support/databases.js';
import { ask, send, startServer } from '../support/processes.js';
import { startTcpProxy } from '../support/tcp-proxy.js';

const LOGIN = 'mutation { login(username: "johndoe", password: "secret") { accessToken } }';

/** Starts a process that is told to stop while a request of its waits for a table, which is let go by what is done meanwhile. */
async function stopWhileBlocked(meanwhile: (stopped: Promise<number | null>) => Promise<unknown>) {
  const { dataDir, databaseUrl, dispose } = await postgres.create();
  const db = connect({ url: databaseUrl, file: '' }, 0);
  onTestFinished(() => db.destroy().then(dispose));
  const server = await startServer({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl });
  const { login } = await ask(server.url, LOGIN);
  const create = 'mutation { createItem(input: { title: "Foo" }) { title } }';
  const [asked, stopped] = await db.transaction().execute(async (transaction) => {
    await sql`lock table items in exclusive mode`.execute(transaction);
    const asked = send(server.url, create, login.accessToken);
    await vi.waitFor(async () => {
      const { rows } = await sql`select 1 from pg_stat_activity
        where wait_event_type = 'Lock' and application_name = current_setting('application_name')`.execute(transaction);
      expect(rows).toHaveLength(1);
    });
    const stopped = server.end('SIGTERM');
    await meanwhile(stopped);
    return [asked, stopped];
  });
  return { reply: await asked, code: await stopped };
}

test('a request that takes its time is answered by a process that was told to stop, and then it stops', async () => {
  const { reply, code } = await stopWhileBlocked(() => setTimeout(2_500));
  expect(reply?.body).toEqual({ data: { createItem: { title: 'Foo' } } });
  expect(code).toBe(0);
});

test('a request that takes too long is told so by a process that was told to stop', async () => {
  const { reply, code } = await stopWhileBlocked((stopped) => stopped);
  expect(reply).toMatchObject({ status: 503, body: { errors: [{ extensions: { code: 'DATABASE_UNAVAILABLE' } }] } });
  expect(code).toBe(0);
});

test('a process whose database hangs stops all the same', async () => {
  const { dataDir, databaseUrl = '', dispose } = await postgres.create();
  onTestFinished(dispose);
  const proxy = await startTcpProxy(databaseUrl);
  const server = await startServer({ DATA_DIR: dataDir, DATABASE_URL: proxy.urlOf(databaseUrl) });
  await ask(server.url, LOGIN);
  proxy.stall();
  const asked = send(server.url, LOGIN).catch(() => undefined);
  await setTimeout(100);
  const begunAt = performance.now();
  expect(await server.end('SIGTERM')).toBe(0);
  expect(performance.now() - begunAt).toBeLessThan(10_000);
  await asked;
});
