import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, onTestFinished, test, vi } from 'vitest';
import { connect } from '../../src/db/connect.js';
import { postgres } from '../support/databases.js';
import { ask, send, startServer } from '../support/processes.js';
import { startTcpProxy } from '../support/tcp-proxy.js';

test('a request that takes its time is answered by a process that was told to stop, and then it stops', async () => {
  const { dataDir, databaseUrl, dispose } = await postgres.create();
  const db = connect({ url: databaseUrl, file: '' });
  onTestFinished(() => db.destroy().then(dispose));
  const server = await startServer({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl });
  const { login } = await ask(
    server.url,
    'mutation { login(username: "johndoe", password: "secret") { accessToken } }',
  );
  const create = 'mutation { createItem(input: { title: "Foo" }) { title } }';
  const [reply, ended] = await db.transaction().execute(async (transaction) => {
    await sql`lock table items in exclusive mode`.execute(transaction);
    const asked = send(server.url, create, login.accessToken);
    await vi.waitFor(async () => {
      const { rows } = await sql`select 1 from pg_stat_activity
        where wait_event_type = 'Lock' and application_name = current_setting('application_name')`.execute(transaction);
      expect(rows).toHaveLength(1);
    });
    const stopped = server.end('SIGTERM');
    await sql`select pg_sleep(6)`.execute(transaction);
    return [asked, stopped];
  });
  expect((await reply)?.body).toEqual({ data: { createItem: { title: 'Foo' } } });
  expect(await ended).toBe(0);
});

test('a process whose database hangs stops all the same', async () => {
  const { dataDir, databaseUrl = '', dispose } = await postgres.create();
  onTestFinished(dispose);
  const proxy = await startTcpProxy(databaseUrl);
  const server = await startServer({ DATA_DIR: dataDir, DATABASE_URL: proxy.urlOf(databaseUrl) });
  const query = 'mutation { login(username: "johndoe", password: "secret") { accessToken } }';
  await ask(server.url, query);
  proxy.stall();
  const asked = send(server.url, query).catch(() => undefined);
  await setTimeout(100);
  const begunAt = performance.now();
  expect(await server.end('SIGTERM')).toBe(0);
  expect(performance.now() - begunAt).toBeLessThan(10_000);
  await asked;
});
