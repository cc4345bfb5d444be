import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import type { Database } from '../../src/db/tables.js';
import { expectData, type Reply, startApp, type TestApp } from '../support/app.js';
import { postgres } from '../support/databases.js';

const start = (): Promise<TestApp> => startApp({}, postgres);

/**
 * Holds a table against writes until every request waits for something: each has read what it decides by, and none has written.
 * @param meanwhile what happens then, before they go on
 */
async function atOnce(
  { db }: TestApp,
  table: string,
  requests: readonly (() => Promise<Reply>)[],
  meanwhile: () => Promise<unknown> = async () => undefined,
): Promise<Reply[]> {
  let replies: Promise<Reply[]> | undefined;
  await db.transaction().execute(async (transaction) => {
    await sql`lock table ${sql.table(table)} in share row exclusive mode`.execute(transaction);
    replies = Promise.all(requests.map((request) => request()));
    await vi.waitFor(async () => expect(await countWaiting(db)).toBe(requests.length), { timeout: 10_000 });
    await meanwhile();
  });
  return replies ?? [];
}

async function countWaiting(db: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from pg_stat_activity
    where wait_event_type = 'Lock' and application_name = current_setting('application_name')`.execute(db);
  return rows[0]?.count ?? 0;
}

test('of two administrators who remove each other at once, one is left', async () => {
  const app = await start();
  const token = await app.signIn('admin');
  const { accounts } = expectData(await app.send('{ accounts { nodes { id username } } }', { token }));
  const idOf = (name: string) => accounts.nodes.find(({ username }: { username: string }) => username === name).id;
  const set = (id: string, roles: string, by: string) =>
    app.send(`mutation { setAccountRoles(id: "${id}", roles: [${roles}]) { id } }`, { token: by });
  expectData(await set(idOf('alice'), '"admin"', token));
  const other = await app.signIn('alice');
  const replies = await atOnce(app, 'audit_events', [
    () => set(idOf('alice'), '', token),
    () => set(idOf('admin'), '', other),
  ]);
  expect(replies.map(({ status }) => status).toSorted()).not.toEqual([200, 200]);
  const left = await app.db.selectFrom('account_roles').selectAll().where('role', '=', 'admin').execute();
  expect(left).toHaveLength(1);
});

test('of two secrets that a machine is given at once, one is the second and the other none', async () => {
  const app = await start();
  const token = await app.signIn('admin');
  const create = 'mutation { createAccount(input: { username: "robot", kind: MACHINE, roles: [] }) { id } }';
  const { id } = expectData(await app.send(create, { token })).createAccount;
  const add = () => app.send(`mutation { addMachineSecret(id: "${id}") { id } }`, { token });
  expectData(await add());
  const replies = await atOnce(app, 'machine_secrets', [add, add]);
  expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409]);
});

test('a refresh sees the roles as they are when it writes, and not as they were before', async () => {
  const app = await start();
  const { refreshToken } = await app.login('johndoe', ['me', 'items']);
  const refresh = (token: string) => app.send(`mutation { refresh(refreshToken: "${token}") { scopes refreshToken } }`);
  const narrow = () => app.db.deleteFrom('role_scopes').where('scope', '=', 'items').execute();
  const [reply] = await atOnce(app, 'sessions', [() => refresh(refreshToken)], narrow);
  if (!reply) throw new Error('There is one reply.');
  const next = expectData(reply).refresh;
  expect(next.scopes).toEqual(['me']);
  await app.db.insertInto('role_scopes').values({ role: 'user', scope: 'items' }).execute();
  expect(expectData(await refresh(next.refreshToken)).refresh.scopes).toEqual(['me']);
});

test('a refresh of a session that is being forgotten is refused as any other', async () => {
  const app = await start();
  const { refreshToken } = await app.login('johndoe');
  const refresh = () => app.send(`mutation { refresh(refreshToken: "${refreshToken}") { scopes } }`);
  let reply: Promise<Reply> | undefined;
  await app.db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('sessions').execute();
    reply = refresh();
    await vi.waitFor(async () => expect(await countWaiting(app.db)).toBe(1), { timeout: 10_000 });
  });
  expect(await reply).toMatchObject({
    status: 401,
    body: { errors: [{ extensions: { code: 'INVALID_REFRESH_TOKEN' } }] },
  });
});

test('an administrator who is disabled while a change of theirs waits changes nothing', async () => {
  const app = await start();
  const admin = await app.signIn('admin');
  const { accounts } = expectData(await app.send('{ accounts { nodes { id username } } }', { token: admin }));
  const idOf = (name: string) => accounts.nodes.find(({ username }: { username: string }) => username === name).id;
  const set = (id: string, by: string) =>
    app.send(`mutation { setAccountRoles(id: "${id}", roles: ["admin"]) { id } }`, { token: by });
  expectData(await set(idOf('alice'), admin));
  const alice = await app.signIn('alice');
  const [disabled, changed] = await atOnce(app, 'audit_events', [
    () => app.send(`mutation { disableAccount(id: "${idOf('alice')}") { id } }`, { token: admin }),
    async () => {
      await vi.waitFor(async () => expect(await countWaiting(app.db)).toBe(1), { timeout: 10_000 });
      return set(idOf('johndoe'), alice);
    },
  ]);
  expect(disabled?.status).toBe(200);
  expect(changed?.status).toBe(401);
  const roles = await app.db
    .selectFrom('account_roles')
    .selectAll()
    .where('account_id', '=', idOf('johndoe'))
    .execute();
  expect(roles).toMatchObject([{ role: 'user' }]);
});

test('a sign-in that waits for a change of the password is refused', async () => {
  const app = await start();
  const token = await app.signIn('alice');
  const change = 'mutation { changePassword(current: "secret2", new: "correct horse battery") }';
  const login = 'mutation { login(username: "alice", password: "secret2") { accessToken } }';
  const [changed] = await atOnce(app, 'audit_events', [() => app.send(change, { token }), () => app.send(login)]);
  const live = await app.db.selectFrom('sessions').selectAll().where('ended_at', 'is', null).execute();
  // Whichever was first: no session that the old password has started outlives the change.
  expect(live).toHaveLength(changed?.status === 200 ? 1 : 2);
});
