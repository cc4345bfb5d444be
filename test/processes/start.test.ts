import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { ask, builtFile, type Environment, runCli, startServer, temporaryFolder } from '../support/processes.js';

const LOGIN = 'mutation { login(username: "johndoe", password: "secret") { accessToken } }';
const together = <T>(count: number, work: (at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => work(at)));

test('processes that start at once on an empty file all come up, on one set of accounts', async () => {
  const env = { DATA_DIR: join(await temporaryFolder(), 'data') };
  const servers = await together(4, () => startServer(env));
  expect(servers.map(({ output }) => output().split('\n', 1)[0])).toEqual(
    servers.map(({ url }) => `ScopeQL is ready at ${url}`),
  );
  for (const { url } of servers) {
    const { login } = await ask(url, LOGIN);
    for (const other of servers) {
      const { myItems } = await ask(other.url, '{ myItems { totalCount } }', login.accessToken);
      expect(myItems.totalCount).toBe(12);
    }
  }
});

test('processes that migrate one empty file at the same moment all do', async () => {
  const file = join(await temporaryFolder(), 'scopeql.db');
  const migrateAtOnce = `
    import { connect } from ${JSON.stringify(builtFile('db/connect.js'))};
    import { isMigrated, migrate } from ${JSON.stringify(builtFile('db/migrate.js'))};
    const db = connect({ file: process.env.FILE });
    while (Date.now() < Number(process.env.BEGIN_AT));
    await migrate(db);
    process.exitCode = (await isMigrated(db)) ? 0 : 1;
    await db.destroy();`;
  const env = { PATH: process.env.PATH, FILE: file, BEGIN_AT: String(Date.now() + 1_500) };
  const codes = await together(6, async () => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', migrateAtOnce], { env, stdio: 'inherit' });
    return (await once(child, 'exit'))[0];
  });
  expect(codes).toEqual([0, 0, 0, 0, 0, 0]);
});

test('two processes write to one file at once, nobody gets an error, and nothing is lost', async () => {
  const env = { DATA_DIR: await temporaryFolder(), LOGIN_LIMIT: 'off' };
  const servers = [await startServer(env), await startServer(env)];
  const [token] = await Promise.all(servers.map(async ({ url }) => (await ask(url, LOGIN)).login.accessToken));
  const titles = await together(8, async (client) => {
    const url = servers[client % 2]?.url ?? '';
    const created: string[] = [];
    for (let n = 0; n < 25; n++) {
      const title = `${client}-${n}`;
      await ask(url, `mutation { createItem(input: { title: "${title}" }) { id } }`, token);
      if (n % 10 === 0) await ask(url, LOGIN);
      created.push(title);
    }
    return created;
  });
  const db = new DatabaseSync(join(env.DATA_DIR, 'scopeql.db'));
  const rows = db.prepare("select title from items where title like '%-%'").all() as { title: string }[];
  db.close();
  expect(rows.map(({ title }) => title).toSorted()).toEqual(titles.flat().toSorted());
});

test('a process that is killed while it migrates leaves nothing half-done', async () => {
  const migrateAndDie = `
    import { connect } from ${JSON.stringify(builtFile('db/connect.js'))};
    import { migrate } from ${JSON.stringify(builtFile('db/migrate.js'))};
    import { migrations } from ${JSON.stringify(builtFile('db/migrations/index.js'))};
    const last = Object.keys(migrations).at(-1);
    const { up } = migrations[last];
    migrations[last] = { up: async (db) => { await up(db); process.kill(process.pid, 'SIGKILL'); await new Promise(() => {}); } };
    await migrate(connect({ file: process.env.FILE }));`;
  const folder = await temporaryFolder();
  const file = join(folder, 'scopeql.db');
  const options = { env: { PATH: process.env.PATH, FILE: file }, stdio: 'ignore' } as const;
  const run = () => execFileSync(process.execPath, ['--input-type=module', '--eval', migrateAndDie], options);
  expect(run).toThrow(expect.objectContaining({ signal: 'SIGKILL' }));
  const db = new DatabaseSync(file);
  const rows = db.prepare("select name from sqlite_master where type = 'table'").all() as { name: string }[];
  expect(rows.map(({ name }) => name).filter((name) => !name.startsWith('kysely_'))).toEqual([]);
  expect(db.prepare('select * from kysely_migration').all()).toEqual([]);
  db.close();
  const { url } = await startServer({ DATA_DIR: folder });
  await ask(url, LOGIN);
});

/** What a server says that does not come up. */
async function failure(env: Environment): Promise<string> {
  const { ended, output } = await startServer(env);
  expect(await ended).toBe(1);
  return output();
}

test('a folder for the data that cannot be is a line that says where and why', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'file'), '');
  expect(await failure({ DATA_DIR: join(folder, 'file') })).toMatch(
    /^The database \S+file\/scopeql\.db cannot be used: EEXIST: .+\n$/,
  );
  expect(await failure({ DATA_DIR: join(folder, 'file', 'below') })).toMatch(
    /^The database \S+below\/scopeql\.db cannot be used: ENOTDIR: .+\n$/,
  );
});

test('a data file that cannot be opened is a line that says where and why', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'scopeql.db'));
  expect(await failure({ DATA_DIR: folder })).toMatch(
    /^The database \S+\/scopeql\.db cannot be used: .*unable to open database file\n$/,
  );
});

/** Permissions do not count for root, unless it does without what root may. */
const WITHOUT_PRIVILEGES =
  process.getuid?.() === 0 ? ['setpriv', '--inh-caps=-all', '--ambient-caps=-all', '--bounding-set=-all'] : [];

test('a folder that must not be written to is a line that says so, and what is in it stays as it is', async () => {
  const folder = await temporaryFolder();
  onTestFinished(() => chmod(folder, 0o700));
  await chmod(folder, 0o500);
  const empty = await startServer({ DATA_DIR: folder }, WITHOUT_PRIVILEGES);
  expect([await empty.ended, empty.output()]).toEqual([
    1,
    expect.stringMatching(/^The database \S+\/scopeql\.db cannot be used: .*unable to open database file\n$/),
  ]);
  await chmod(folder, 0o700);
  const first = await startServer({ DATA_DIR: folder });
  expect(await first.end('SIGTERM')).toBe(0);
  const before = await readFile(join(folder, 'scopeql.db'));
  await chmod(join(folder, 'scopeql.db'), 0o400);
  await chmod(folder, 0o500);
  const again = await startServer({ DATA_DIR: folder }, WITHOUT_PRIVILEGES);
  expect([await again.ended, again.output()]).toEqual([
    1,
    expect.stringMatching(/^The database \S+\/scopeql\.db cannot be used: .+\n$/),
  ]);
  expect(await readFile(join(folder, 'scopeql.db'))).toEqual(before);
});

test('a data file that is no database is a line that says so, and stays as it is', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'scopeql.db'), 'What else somebody has put there.'.repeat(100));
  expect(await failure({ DATA_DIR: folder })).toMatch(
    /^The database \S+\/scopeql\.db cannot be used: file is not a database\n$/,
  );
});

test('a disk that is full at the start is a line that says where and why', async () => {
  const { ended, output } = await startServer({ DATA_DIR: await temporaryFolder() }, [
    'sh',
    '-c',
    'ulimit -f 8; exec "$@"',
    'sh',
  ]);
  expect(await ended).toBe(1);
  expect(output()).toMatch(/^The database \S+\/scopeql\.db cannot be used: .*(disk|full).*\n$/);
});

test('a PostgreSQL that cannot be reached is a line that says which, without the password', async () => {
  const env = { DATABASE_URL: 'postgres://ada:correcthorse@127.0.0.1:1/test' };
  const line = 'The database postgres://127.0.0.1:1/test cannot be used: connect ECONNREFUSED 127.0.0.1:1\n';
  expect(await failure(env)).toBe(line);
  expect(runCli(env, ['keys', 'list'])).toMatchObject({ status: 1, stdout: '', stderr: line });
});
