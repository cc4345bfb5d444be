import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { connect } from '../../src/db/connect.js';
import type { Database } from '../../src/db/tables.js';
import { findHalves } from '../support/consistency.js';
import { postgres } from '../support/databases.js';
import { ask, type Environment, type ServerProcess, send, startServer, type Told } from '../support/processes.js';

interface Replicas {
  db: Database;
  start(): Promise<ServerProcess>;
}

/** A database of the test's own, and what starts one more process on it. */
async function prepare(env: Environment = {}): Promise<Replicas> {
  const { dataDir, databaseUrl, dispose } = await postgres.create();
  const db = connect({ url: databaseUrl, file: '' });
  onTestFinished(() => db.destroy().then(dispose));
  return { db, start: () => startServer({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl, ...env }) };
}

async function startTwo(env?: Environment): Promise<[string, string]> {
  const { start } = await prepare(env);
  const [one, other] = await Promise.all([start(), start()]);
  return [one.url, other.url];
}

const LOGIN = 'mutation { login(username: "johndoe", password: "secret") { accessToken refreshToken } }';
const ME = '{ me { username } }';
const statusOf = async (url: string, token: string) => (await send(url, ME, token)).status;
const signIn = async (url: string) => (await ask(url, LOGIN)).login;
const signInAdmin = async (url: string) =>
  (await ask(url, LOGIN.replace('johndoe', 'admin').replace('secret', 'secret3'))).login.accessToken;

test('processes that start at once on an empty database migrate it once, and all take each other’s tokens', async () => {
  const { db, start } = await prepare();
  const servers = await Promise.all(Array.from({ length: 4 }, start));
  for (const server of servers) {
    const { accessToken } = await signIn(server.url);
    for (const { url } of servers) expect(await statusOf(url, accessToken)).toBe(200);
  }
  expect(await db.selectFrom('accounts').select('username').execute()).toHaveLength(4);
  expect(await findHalves(db)).toEqual([]);
});

test('a token that one process has issued is used, refreshed and signed out at another', async () => {
  const [one, other] = await startTwo();
  const { accessToken, refreshToken } = await signIn(one);
  expect(await statusOf(other, accessToken)).toBe(200);
  const query = `mutation { refresh(refreshToken: "${refreshToken}") { accessToken refreshToken } }`;
  const next = (await ask(other, query)).refresh;
  expect((await ask(one, query)).refresh.refreshToken).toBe(next.refreshToken);
  expect(await statusOf(one, next.accessToken)).toBe(200);
  await ask(other, 'mutation { logout }', next.accessToken);
  for (const token of [accessToken, next.accessToken]) expect(await statusOf(one, token)).toBe(401);
});

test('a session that is revoked at one process is over at another, and so are all after signing out everywhere', async () => {
  const [one, other] = await startTwo();
  const [first, second, third] = [await signIn(one), await signIn(one), await signIn(other)];
  const { sessions } = await ask(one, '{ sessions { id isCurrent } }', first.accessToken);
  const current = sessions.find(({ isCurrent }: { isCurrent: boolean }) => isCurrent);
  await ask(other, `mutation { revokeSession(id: "${current.id}") }`, second.accessToken);
  expect(await statusOf(one, first.accessToken)).toBe(401);
  expect(await statusOf(one, second.accessToken)).toBe(200);
  await ask(other, 'mutation { logout(everywhere: true) }', third.accessToken);
  for (const { accessToken } of [second, third]) expect(await statusOf(one, accessToken)).toBe(401);
});

test('an account that is disabled, or loses a role, at one process may do no more at another', async () => {
  const [one, other] = await startTwo();
  const admin = await signInAdmin(one);
  const { accessToken } = await signIn(other);
  const { accounts } = await ask(one, '{ accounts(search: "johndoe") { nodes { id } } }', admin);
  const [{ id }] = accounts.nodes;
  const items = () => send(other, '{ myItems { totalCount } }', accessToken);
  expect((await items()).status).toBe(200);
  await ask(one, `mutation { setAccountRoles(id: "${id}", roles: ["guest"]) { id } }`, admin);
  expect((await items()).status).toBe(403);
  await ask(one, `mutation { disableAccount(id: "${id}") { id } }`, admin);
  expect((await items()).status).toBe(401);
  expect((await send(other, LOGIN)).body.errors[0].extensions.code).toBe('INVALID_CREDENTIALS');
});

test('sign-ins that are tried at several processes count together', async () => {
  const urls = await startTwo({ LOGIN_LIMIT: '4' });
  const wrong = LOGIN.replace('secret', 'wrong');
  const codes = [];
  for (let n = 0; n < 6; n++) {
    const { body } = await send(urls[n % 2] ?? '', wrong);
    codes.push(body.errors[0].extensions.code);
  }
  expect(codes).toEqual([...Array(4).fill('INVALID_CREDENTIALS'), 'RATE_LIMITED', 'RATE_LIMITED']);
});

/** Whether a request can have reached nobody, or nobody has answered it. */
const isUnanswered = (error: unknown) => error instanceof TypeError;

test('a rolling restart under load loses nothing that was answered, and refuses nothing but for a while', async () => {
  const { db, start } = await prepare();
  let live: ServerProcess[] = await Promise.all([start(), start()]);
  const { accessToken } = await signIn(live[0]?.url ?? '');
  const told: Told[] = [];
  const created: string[] = [];
  let isOver = false;
  const client = async (name: number) => {
    for (let n = 0; !isOver; n++) {
      const title = `${name}-${n}`;
      const { url = '' } = live[Math.floor(Math.random() * live.length)] ?? {};
      const mutation = `mutation { createItem(input: { title: "${title}" }) { id } }`;
      const answer = await send(url, mutation, accessToken).catch((error: unknown) => {
        if (!isUnanswered(error)) throw error;
      });
      if (!answer) continue;
      told.push(answer);
      if (answer.status === 200 && !answer.body.errors) created.push(title);
    }
  };
  const clients = Promise.all(Array.from({ length: 8 }, (_, name) => client(name)));
  for (const old of live) {
    await setTimeout(300);
    const next = await start();
    live = [...live, next];
    await setTimeout(100);
    expect(await old.end('SIGTERM')).toBe(0);
    live = live.filter((each) => each !== old);
  }
  await setTimeout(300);
  isOver = true;
  await clients;
  const strange = told.filter(({ status, headers, body }) =>
    status === 503 ? headers.get('retry-after') === null : status !== 200 || body.errors,
  );
  expect(strange).toEqual([]);
  expect(created.length).toBeGreaterThan(0);
  const titles = await db.selectFrom('items').select('title').where('title', 'like', '%-%').execute();
  const kept = new Set(titles.map(({ title }) => title));
  expect(created.filter((title) => !kept.has(title))).toEqual([]);
  expect(await findHalves(db)).toEqual([]);
});
