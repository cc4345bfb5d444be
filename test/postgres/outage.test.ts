import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Overrides } from '../../src/app.js';
import { connect } from '../../src/db/connect.js';
import type { Database } from '../../src/db/tables.js';
import { DatabaseUnavailableError } from '../../src/errors.js';
import { expectData, expectError, type Reply, startApp, type TestApp } from '../support/app.js';
import { postgres } from '../support/databases.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';

interface Reached extends TestApp {
  /** The way from the application to its database. */
  proxy: TcpProxy;
  /** A connection to the same database by no such way. */
  direct: Database;
}

const { TEST_DATABASE_URL = '' } = process.env;
const CREATE = 'mutation { createItem(input: { title: "Foo" }) { id } }';
const LOGIN = 'mutation { login(username: "johndoe", password: "secret") { accessToken } }';

async function start(overrides: Overrides = {}): Promise<Reached> {
  const proxy = await startTcpProxy(TEST_DATABASE_URL);
  let direct: Database | undefined;
  const create = async () => {
    const { databaseUrl = '', dispose, ...database } = await postgres.create();
    const db = connect({ url: databaseUrl, file: '' });
    direct = db;
    const disposeAll = () => db.destroy().then(dispose);
    return { ...database, databaseUrl: proxy.urlOf(databaseUrl), dispose: disposeAll };
  };
  const app = await startApp({}, { name: 'PostgreSQL by a proxy', create }, overrides);
  if (!direct) throw new Error('No database was made.');
  return { ...app, proxy, direct };
}

/** Holds something against a request until it waits for it. @param meanwhile what happens then */
async function whileItWaits(
  { direct }: Reached,
  hold: (transaction: Database) => Promise<unknown>,
  request: () => Promise<Reply>,
  meanwhile: (transaction: Database) => unknown,
): Promise<Reply> {
  let reply: Promise<Reply> | undefined;
  await direct.transaction().execute(async (transaction) => {
    await hold(transaction);
    reply = request();
    await vi.waitFor(async () => expect(await countWaiting(transaction)).toBe(1), { timeout: 10_000 });
    await meanwhile(transaction);
    await reply;
  });
  if (!reply) throw new Error('Nothing was asked.');
  return reply;
}

async function countWaiting(db: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from pg_stat_activity
    where wait_event_type = 'Lock' and application_name = current_setting('application_name')`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Ends the connections of everybody else on this database, as a restart of it would. */
async function terminateOthers(db: Database): Promise<void> {
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where pid <> pg_backend_pid() and application_name = current_setting('application_name')`.execute(db);
}

const lockItems = (transaction: Database) => sql`lock table items in access exclusive mode`.execute(transaction);

function expectUnavailable(reply: Reply): void {
  expectError(reply, 503, 'DATABASE_UNAVAILABLE');
  expect(reply.headers['retry-after']).toBe('2');
  expect(reply.body.errors[0]).toMatchObject({
    message: 'The database cannot be used. Try again soon.',
    extensions: { retryAfter: 2 },
  });
}

const isReady = async ({ app }: TestApp) => (await app.inject('/readyz')).statusCode;

test('a connection that breaks under a request is a 503, and the next request is answered', async () => {
  const app = await start();
  const token = await app.signIn('johndoe');
  const create = () => app.send(CREATE, { token });
  expectUnavailable(await whileItWaits(app, lockItems, create, app.proxy.cut));
  expectData(await create());
});

test('a backend that is ended under a request is a 503, and the next request is answered', async () => {
  const app = await start();
  const token = await app.signIn('johndoe');
  const create = () => app.send(CREATE, { token });
  expectUnavailable(await whileItWaits(app, lockItems, create, terminateOthers));
  expectData(await create());
});

test('a sign-in that loses the database in its transaction is a 503, and leaves nothing behind', async () => {
  const app = await start();
  const lockTrail = (transaction: Database) => sql`lock table audit_events in exclusive mode`.execute(transaction);
  expectUnavailable(await whileItWaits(app, lockTrail, () => app.send(LOGIN), app.proxy.cut));
  await vi.waitFor(async () => expect(await countWaiting(app.direct)).toBe(0), { timeout: 10_000 });
  expect(await app.direct.selectFrom('sessions').selectAll().execute()).toEqual([]);
  expectData(await app.send(LOGIN));
});

test('connections that were ended while idle are replaced unseen', async () => {
  const app = await start();
  const token = await app.signIn('johndoe');
  await terminateOthers(app.direct);
  // Which says that this process has heard of it too.
  await vi.waitFor(() => expect(app.proxy.count()).toBe(0));
  expectData(await app.send(CREATE, { token }));
});

test('while the database is gone everything is a 503, and nothing a 401; once it is back all is as it was', async () => {
  const app = await start();
  const { accessToken: token, refreshToken } = await app.login('johndoe');
  const requests = [
    () => app.send('{ me { username } }', { token }),
    () => app.send('{ me { username } myItems { totalCount } }', { token }),
    () => app.send(CREATE, { token }),
    () => app.send(LOGIN),
    () => app.send('mutation { login(username: "johndoe", password: "wrong") { accessToken } }'),
    () => app.send('mutation { login(username: "nobody", password: "wrong") { accessToken } }'),
    () => app.send('mutation { loginMachine(clientId: "robot", clientSecret: "wrong") { accessToken } }'),
    () => app.send(`mutation { refresh(refreshToken: "${refreshToken}") { accessToken } }`),
    () => app.send('mutation { logout }', { token }),
  ];
  expect(await isReady(app)).toBe(200);
  await app.proxy.close();
  // By then the keys that were read are too old to go on with.
  app.clock.advance({ minutes: 1 });
  for (const request of requests) {
    const reply = await request();
    expectUnavailable(reply);
    expect(JSON.stringify(reply.body)).not.toMatch(/ECONN|127\.0\.0\.1|terminated/);
  }
  expect(await isReady(app)).toBe(503);
  expect((await app.app.inject('/healthz')).statusCode).toBe(200);
  await app.proxy.open();
  expect(await isReady(app)).toBe(200);
  expectData(await app.send(CREATE, { token }));
  expectData(await app.send(`mutation { refresh(refreshToken: "${refreshToken}") { accessToken } }`));
  expectData(await app.send(LOGIN));
});

test('a query of which a part could not be read is a 503 without data', async () => {
  const app = await start();
  const token = await app.signIn('johndoe');
  const ask = () => app.send('{ me { username } myItems { totalCount } }', { token });
  expectUnavailable(await whileItWaits(app, lockItems, ask, app.proxy.cut));
  expectData(await ask());
});

test('a mutation that loses the database says what it has done before', async () => {
  const app = await start();
  const token = await app.signIn('johndoe');
  const both = `mutation {
    createItem(input: { title: "Done" }) { title }
    updateProfile(input: { fullName: "Not done" }) { fullName }
  }`;
  // Keeps the account from being changed, and not from being referred to.
  const lock = (transaction: Database) => sql`select 1 from accounts for no key update`.execute(transaction);
  const reply = await whileItWaits(app, lock, () => app.send(both, { token }), app.proxy.cut);
  expect(reply).toMatchObject({
    status: 200,
    body: {
      data: { createItem: { title: 'Done' }, updateProfile: null },
      errors: [{ path: ['updateProfile'], extensions: { code: 'DATABASE_UNAVAILABLE', retryAfter: 2 } }],
    },
  });
});

test('a database that accepts and never answers is a 503 after a while, and is used again once it answers', async () => {
  const app = await start({ databaseTimeout: 500 });
  const token = await app.signIn('johndoe');
  const requests = () => Promise.all(Array.from({ length: 15 }, () => app.send('{ me { username } }', { token })));
  for (const reply of await requests()) expectData(reply);
  app.proxy.stall();
  for (const reply of await requests()) expectUnavailable(reply);
  expect(await isReady(app)).toBe(503);
  app.proxy.resume();
  for (const reply of await requests()) expectData(reply);
  expect(await isReady(app)).toBe(200);
});

test('a change that waits for a lock too long is a 503, and is not made once the lock is gone', async () => {
  const app = await start({ databaseTimeout: 500 });
  const token = await app.signIn('johndoe');
  let reply: Reply | undefined;
  await app.direct.transaction().execute(async (transaction) => {
    await lockItems(transaction);
    reply = await app.send(CREATE.replace('Foo', 'Too late'), { token });
    // PostgreSQL itself has given it up by now, or will in a moment.
    await vi.waitFor(async () => expect(await countWaiting(transaction)).toBe(0), { timeout: 10_000 });
  });
  expectUnavailable(reply as unknown as Reply);
  const titles = await app.direct.selectFrom('items').select('title').execute();
  expect(titles).not.toContainEqual({ title: 'Too late' });
  expectData(await app.send(CREATE, { token }));
});

test('PostgreSQL ends a statement before it is given up here, and gives a migration all its time', async () => {
  const { databaseUrl: url, dispose } = await postgres.create();
  onTestFinished(dispose);
  const timeoutOf = async (timeout?: number) => {
    const db = connect({ url, file: '' }, timeout);
    onTestFinished(() => db.destroy());
    const { rows } = await sql`show statement_timeout`.execute(db);
    return rows;
  };
  expect(await timeoutOf()).toEqual([{ statement_timeout: '4500ms' }]);
  expect(await timeoutOf(0)).toEqual([{ statement_timeout: '0' }]);
});

test('a migration may take longer than a statement of a request', async () => {
  const { databaseUrl = '', dispose, dataDir } = await postgres.create();
  onTestFinished(dispose);
  const db = connect({ url: databaseUrl, file: '' });
  onTestFinished(() => db.destroy());
  const kind = { name: 'PostgreSQL', create: async () => ({ databaseUrl, dataDir, dispose: async () => undefined }) };
  let started: Promise<TestApp> | undefined;
  await db.connection().execute(async (connection) => {
    // What Kysely locks while it migrates.
    const id = sql.lit('3853314791062309107');
    await sql`select pg_advisory_lock(cast(${id} as bigint))`.execute(connection);
    started = startApp({}, kind, { databaseTimeout: 300 });
    await vi.waitFor(async () => expect(await countWaiting(connection)).toBe(1), { timeout: 10_000 });
    await sql`select pg_sleep(0.7)`.execute(connection);
    await sql`select pg_advisory_unlock(cast(${id} as bigint))`.execute(connection);
  });
  expectData((await (await started)?.send(LOGIN)) as Reply);
});

/** A database of which an application is no more than a user, which can be told that it may only read. */
async function createWithOwnRole() {
  const { databaseUrl = '', dispose, ...database } = await postgres.create();
  const db = connect({ url: databaseUrl, file: '' });
  const role = `role_${randomUUID().replaceAll('-', '')}`;
  await sql`create role ${sql.ref(role)} login superuser password ${sql.lit(role)}`.execute(db);
  const url = new URL(databaseUrl);
  url.username = role;
  url.password = role;
  const disposeAll = async () => {
    await sql`drop owned by ${sql.ref(role)} cascade`.execute(db);
    await sql`drop role ${sql.ref(role)}`.execute(db);
    await db.destroy();
    await dispose();
  };
  const makeReadOnly = async () => {
    await sql`alter role ${sql.ref(role)} set default_transaction_read_only = on`.execute(db);
    await terminateOthers(db);
  };
  return { ...database, databaseUrl: url.href, dispose: disposeAll, makeReadOnly };
}

test('a database that has become read-only can be read, a change is a 503, and no process starts on it', async () => {
  const { makeReadOnly, ...database } = await createWithOwnRole();
  const app = await startApp({}, { name: 'PostgreSQL', create: async () => database });
  const token = await app.signIn('johndoe');
  await makeReadOnly();
  expectData(await app.send('{ me { username } }', { token }));
  expectUnavailable(await app.send(CREATE, { token }));
  expectUnavailable(await app.send(LOGIN));
  await expect(app.startReplica()).rejects.toBeInstanceOf(DatabaseUnavailableError);
});
