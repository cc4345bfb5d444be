import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { makeCertificate } from '../support/certificate.js';
import { makeFolder, removeFolder } from '../support/folders.js';
import { codeIn, readPage, tableUnder } from '../support/pages.js';
import { type Cluster, startCluster } from '../support/postgres-cluster.js';
import { ask, type Environment, runCli, send, startServer, temporaryFolder } from '../support/processes.js';

// What docs/postgres.md says, on a server of its own that takes passwords over TLS alone.

const page = readPage('postgres.md');
const [asSuperuser = '', beforeTables = '', afterTables = '', afterRestore = '', watch = ''] = codeIn(page, 'sql');

let cluster: Cluster;
let owner = '';
let server = '';

beforeAll(async () => {
  cluster = await startCluster();
  owner = cluster.urlOf('scopeql_owner', 'owner-password', 'scopeql');
  server = cluster.urlOf('scopeql', 'server-password', 'scopeql');
  await runSql(cluster.superuserUrl, asSuperuser);
  await runSql(owner, beforeTables);
  expect(runCli(environment(owner), ['migrate'])).toMatchObject({ status: 0, stdout: 'The database is up to date.\n' });
  await runSql(owner, afterTables);
  const created = runCli(environment(server), ['accounts', 'create', 'ada', '--role', 'admin'], PASSWORD);
  expect(created).toMatchObject({ status: 0, stderr: '' });
});
afterAll(() => cluster.stop());

/** Each statement by itself: `create database` stands in no transaction. */
async function runSql(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const rows = [];
    for (const statement of sql.split(/;$/m).filter((text) => text.trim() !== '')) {
      rows.push(...(await client.query(statement)).rows);
    }
    return rows;
  } finally {
    await client.end();
  }
}

const environment = (url: string, env: Environment = {}) => ({
  DATABASE_URL: url,
  NODE_ENV: 'production',
  ISSUER: 'https://api.example',
  AUDIENCE: 'api',
  ...env,
});

const PASSWORD = 'correct horse battery staple';
const LOGIN = `mutation { login(username: "ada", password: "${PASSWORD}") { accessToken refreshToken } }`;
const ME = '{ me { username } }';

describe('two roles', () => {
  test('let the server do all that the API and the command line do', async () => {
    expect(runCli(environment(server), ['keys', 'rotate'])).toMatchObject({ status: 0, stderr: '' });
    const { url } = await startServer(environment(server));
    const { accessToken: token, refreshToken } = (await ask(url, LOGIN)).login;
    const { createItem } = await ask(url, 'mutation { createItem(input: { title: "Foo" }) { id } }', token);
    await ask(url, `mutation { deleteItem(id: "${createItem.id}") }`, token);
    await ask(url, `mutation { refresh(refreshToken: "${refreshToken}") { accessToken } }`);
    expect((await send(url, LOGIN.replace('staple', 'wrong'))).status).toBe(401);
    const { auditEvents } = await ask(url, '{ auditEvents { nodes { __typename } } }', token);
    expect(auditEvents.nodes).toContainEqual({ __typename: 'KeyRotated' });
    await ask(url, 'mutation { logout(everywhere: true) }', token);
  });

  test('keep a server from migrating, which says so', async () => {
    await runSql(cluster.superuserUrl, 'create database empty owner scopeql_owner');
    const { output, ended } = await startServer(environment(cluster.urlOf('scopeql', 'server-password', 'empty')));
    expect(await ended).toBe(1);
    const [, shown = ''] = /```\n(The database must be brought up to date.+\n)```/.exec(page) ?? [];
    expect(output()).toBe(shown);
  });

  test.each([
    'delete from audit_events',
    "update audit_events set detail = '{}'",
    'truncate audit_events',
    'drop trigger audit_events_append_only on audit_events',
    'alter table audit_events disable trigger all',
    'drop table items',
    'create table mine (id int)',
    'create temporary table mine (id int)',
    "insert into kysely_migration (name, timestamp) values ('x', 'y')",
  ])('the server’s role may not: %s', async (statement) => {
    await expect(runSql(server, statement)).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|42809)$/) });
  });

  test('nobody else may connect to the database', async () => {
    await runSql(cluster.superuserUrl, "create role stranger login password 'x'");
    await expect(runSql(cluster.urlOf('stranger', 'x', 'scopeql'), 'select 1')).rejects.toThrow(
      'permission denied for database',
    );
  });
});

describe('the URL', () => {
  /** What is said at the start, without the words that all have. */
  async function saidOf(url: string, env: Environment = {}): Promise<string> {
    const { output, ended } = await startServer(environment(url, env));
    expect(await ended).toBe(1);
    expect(output()).not.toMatch(/server-password|wrong/);
    return /^The database postgres:\/\/localhost:\d+\/scopeql cannot be used: (.+)\n$/.exec(output())?.[1] ?? output();
  }

  const changed = (change: (url: URL) => void) => {
    const url = new URL(server);
    change(url);
    return url.href;
  };

  test('that cannot be used is told as the page says', async () => {
    const listed = tableUnder(page, '| what is wrong | `The database postgres://… cannot be used:` |').map(
      ([, said = '']) => said.replaceAll('`', ''),
    );
    const folder = makeFolder();
    onTestFinished(() => removeFolder(folder));
    const other = makeCertificate(folder, 'other').certificate;
    const said = [
      await saidOf(cluster.urlOf('scopeql', 'wrong', 'scopeql')),
      await saidOf(
        changed((url) => {
          url.password = '';
        }),
      ),
      await saidOf(
        changed((url) => {
          url.search = '';
        }),
      ),
      await saidOf(changed((url) => url.searchParams.set('sslrootcert', other))),
      await saidOf(
        changed((url) => {
          url.hostname = '127.0.0.1';
        }),
      ).then((line) => line.replace(/^The database \S+ cannot be used: /, '')),
      await saidOf(changed((url) => url.searchParams.set('sslrootcert', '/nowhere.pem'))),
      await saidOf(
        changed((url) => {
          url.port = '1';
        }),
      ),
    ];
    expect(said.map((line, at) => line.slice(0, listed[at]?.length))).toEqual(listed);
  });

  /** Whether there is TLS, and with whom; the reason where there is no connection. */
  async function reach(sslmode: string, trusted: boolean, warnings: string[] = []): Promise<string> {
    const warned = (warning: Error) => void warnings.push(warning.message);
    process.on('warning', warned);
    const url = changed(({ searchParams }) => {
      searchParams.set('sslmode', sslmode);
      if (!trusted) searchParams.delete('sslrootcert');
    });
    const sql = 'select ssl from pg_stat_ssl where pid = pg_backend_pid()';
    const [row] = await runSql(url, sql).catch((error: Error) => [error.message]);
    await new Promise(setImmediate);
    process.off('warning', warned);
    return typeof row === 'string' ? row : JSON.stringify(row);
  }

  test('means by sslmode what the page says', async () => {
    expect(await reach('disable', true)).toMatch(/no encryption/);
    const warnings: string[] = [];
    for (const mode of ['verify-full', 'prefer', 'require', 'verify-ca']) {
      expect(await reach(mode, true, warnings)).toBe('{"ssl":true}');
      expect(await reach(mode, false, warnings)).toBe('self-signed certificate');
    }
    expect(warnings.join()).toContain("'prefer', 'require', and 'verify-ca'");
    expect(await reach('no-verify', false)).toBe('{"ssl":true}');
  });

  test('may leave out the password, which PGPASSWORD has then', async () => {
    const url = changed((each) => {
      each.password = '';
    });
    const { output } = await startServer(environment(url, { PGPASSWORD: 'server-password' }));
    expect(output()).toContain('ScopeQL is ready');
  });
});

test('a dump that is restored elsewhere has accounts, sessions and keys, and the page’s SQL ends the sessions', async () => {
  const folder = await temporaryFolder();
  const before = await startServer(environment(server));
  const { accessToken: token } = (await ask(before.url, LOGIN)).login;
  const copy = (text: string) => text.replaceAll('database scopeql', 'database restored');
  const [, ...database] = asSuperuser.split('\n').filter((line) => !line.startsWith('create role scopeql login'));
  await runSql(cluster.superuserUrl, copy(database.join('\n')));
  const restored = cluster.urlOf('scopeql_owner', 'owner-password', 'restored');
  const env = { PATH: process.env.PATH, OWNER_URL: owner, NEW_OWNER_URL: restored };
  const [dump = '', restore = ''] = codeIn(page, 'sh').filter((block) => block.startsWith('pg_'));
  for (const command of [dump, restore]) execFileSync('sh', ['-euc', command], { cwd: folder, env });
  expect(execFileSync('pg_restore', ['-l', join(folder, 'scopeql.dump')], { encoding: 'utf8' })).toContain(
    'signing_keys',
  );

  const after = await startServer(environment(cluster.urlOf('scopeql', 'server-password', 'restored')));
  expect((await ask(after.url, ME, token)).me.username).toBe('ada');
  await expect(
    runSql(cluster.urlOf('scopeql', 'server-password', 'restored'), 'delete from audit_events'),
  ).rejects.toThrow('permission denied');
  await runSql(restored, afterRestore);
  expect((await send(after.url, ME, token)).status).toBe(401);
  await ask(after.url, LOGIN);
});

test('PostgreSQL shows what the server does under its name', async () => {
  const url = new URL(server);
  url.searchParams.set('application_name', 'scopeql');
  const { url: at } = await startServer(environment(url.href));
  await ask(at, LOGIN);
  expect(await runSql(cluster.superuserUrl, watch)).toContainEqual(expect.objectContaining({ state: 'idle' }));
});
