import { setTimeout } from 'node:timers/promises';
import { decodeJwt } from 'jose';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connect } from '../../src/db/connect.js';
import type { Database } from '../../src/db/tables.js';
import { findHalves } from '../support/consistency.js';
import { databases } from '../support/databases.js';
import { ask, startServer } from '../support/processes.js';

/** How often it is killed. */
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 4);
const MOST_LIFE_MS = 1_000;

const login = (username: string, password: string) =>
  `mutation { login(username: "${username}", password: "${password}") { accessToken refreshToken } }`;

/** What clients were told is done. What was asked and not answered may be done or not: a value that may be has more than one. */
interface Ledger {
  /** Titles by item. */
  items: Map<string, string[]>;
  /** Whether an account is disabled, by account. */
  disabled: Map<string, boolean[]>;
  /** Roles by account. */
  roles: Map<string, string[]>;
  /** Sessions that are signed in, and that were signed out. */
  sessions: Map<string, 'live' | 'ended' | 'unknown'>;
  /** The newest refresh token of each who keeps refreshing. */
  refreshTokens: string[];
}

/** Goes on until the process that it talks to is gone. */
async function untilItIsGone(step: () => Promise<void>): Promise<void> {
  try {
    while (true) await step();
  } catch (error) {
    // fetch throws nothing else where an answer does not come.
    if (!(error instanceof TypeError)) throw error;
  }
}

let number = 0;

function workOnItems(url: string, token: string, { items }: Ledger): Promise<void> {
  return untilItIsGone(async () => {
    number += 1;
    const { createItem } = await ask(url, `mutation { createItem(input: { title: "${number}" }) { id title } }`, token);
    const titles = [createItem.title, `${createItem.title} renamed`];
    items.set(createItem.id, titles);
    await ask(url, `mutation { updateItem(id: "${createItem.id}", input: { title: "${titles[1]}" }) { id } }`, token);
    items.set(createItem.id, titles.slice(1));
  });
}

function refreshAgainAndAgain(url: string, { refreshTokens }: Ledger, at: number): Promise<void> {
  return untilItIsGone(async () => {
    const { refresh } = await ask(url, `mutation { refresh(refreshToken: "${refreshTokens[at]}") { refreshToken } }`);
    refreshTokens[at] = refresh.refreshToken;
  });
}

function administer(url: string, token: string, { disabled, roles }: Ledger): Promise<void> {
  return untilItIsGone(async () => {
    number += 1;
    const account = `{ username: "person-${number}", roles: ["guest"] }`;
    const { createAccount } = await ask(url, `mutation { createAccount(input: ${account}) { id } }`, token);
    const { id } = createAccount;
    disabled.set(id, [false]);
    roles.set(id, ['guest', 'user']);
    await ask(url, `mutation { setAccountRoles(id: "${id}", roles: ["user"]) { id } }`, token);
    roles.set(id, ['user']);
    disabled.set(id, [false, true]);
    await ask(url, `mutation { disableAccount(id: "${id}") { id } }`, token);
    disabled.set(id, [true]);
  });
}

function signInAndOut(url: string, { sessions }: Ledger): Promise<void> {
  return untilItIsGone(async () => {
    const token = (await ask(url, login('alice', 'secret2'))).login.accessToken;
    const id = String(decodeJwt(token).sid);
    sessions.set(id, 'live');
    number += 1;
    if (number % 2) return;
    sessions.set(id, 'unknown');
    await ask(url, 'mutation { logout }', token);
    sessions.set(id, 'ended');
  });
}

/** What was acknowledged and is not so. */
async function findLost(db: Database, ledger: Ledger): Promise<string[]> {
  const items = await db.selectFrom('items').select(['id', 'title']).execute();
  const accounts = await db.selectFrom('accounts').select(['id', 'disabled_at']).execute();
  const accountRoles = await db.selectFrom('account_roles').selectAll().execute();
  const sessions = await db.selectFrom('sessions').select(['id', 'ended_at']).execute();
  const titles = new Map(items.map(({ id, title }) => [id, title]));
  const disabled = new Map(accounts.map(({ id, disabled_at }) => [id, disabled_at !== null]));
  const roles = new Map(accountRoles.map(({ account_id, role }) => [account_id, role]));
  const ended = new Map(sessions.map(({ id, ended_at }) => [id, ended_at === null ? 'live' : 'ended']));
  const lost = <T>(what: string, told: Map<string, T[]>, found: Map<string, T>) =>
    [...told].flatMap(([id, may]) => (may.some((each) => each === found.get(id)) ? [] : [`${what} ${id}`]));
  const toldSessions = new Map(
    [...ledger.sessions].map(([id, told]) => [id, told === 'unknown' ? ['live', 'ended'] : [told as string]]),
  );
  return [
    ...lost('item', ledger.items, titles),
    ...lost('account', ledger.disabled, disabled),
    ...lost('roles of', ledger.roles, roles),
    ...lost('session', toldSessions, ended),
  ];
}

describe.each(databases)('on $name', (database) => {
  test(
    'a process that is killed while it writes has done all that it said, and left nothing half-done',
    async () => {
      const { dataDir, databaseUrl, dispose } = await database.create();
      // An answer is lost for as long as a restart takes.
      const env = { DATA_DIR: dataDir, DATABASE_URL: databaseUrl, LOGIN_LIMIT: 'off', REFRESH_GRACE: '60' };
      const db = connect({ url: databaseUrl, file: `${dataDir}/scopeql.db` });
      onTestFinished(() => db.destroy().then(dispose));
      let server = await startServer(env);
      const owner = (await ask(server.url, login('johndoe', 'secret'))).login;
      const admin = (await ask(server.url, login('admin', 'secret3'))).login;
      const ledger: Ledger = {
        items: new Map(),
        disabled: new Map(),
        roles: new Map(),
        sessions: new Map(),
        refreshTokens: [owner.refreshToken, admin.refreshToken],
      };
      for (let round = 0; round < ROUNDS; round++) {
        const { url } = server;
        const clients = [
          workOnItems(url, owner.accessToken, ledger),
          workOnItems(url, owner.accessToken, ledger),
          administer(url, admin.accessToken, ledger),
          signInAndOut(url, ledger),
          ...ledger.refreshTokens.map((_, at) => refreshAgainAndAgain(url, ledger, at)),
        ];
        await setTimeout(100 + Math.random() * MOST_LIFE_MS);
        expect(await server.end('SIGKILL')).toBeNull();
        await Promise.all(clients);
        server = await startServer(env);
        expect(await findLost(db, ledger)).toEqual([]);
        expect(await findHalves(db)).toEqual([]);
        for (const [at, token] of ledger.refreshTokens.entries()) {
          const { refresh } = await ask(server.url, `mutation { refresh(refreshToken: "${token}") { refreshToken } }`);
          ledger.refreshTokens[at] = refresh.refreshToken;
        }
        if (!databaseUrl) {
          const { rows } = await sql`pragma integrity_check`.execute(db);
          expect(rows).toEqual([{ integrity_check: 'ok' }]);
        }
      }
      expect(ledger.items.size).toBeGreaterThan(ROUNDS);
      expect(ledger.disabled.size).toBeGreaterThan(ROUNDS);
      expect(await server.end('SIGTERM')).toBe(0);
    },
    ROUNDS * 15_000,
  );
});
