import { Migrator } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../../src/app.js';
import { readConfig } from '../../../src/config.js';
import { connect } from '../../../src/db/connect.js';
import { migrations } from '../../../src/db/migrations/index.js';
import { databases } from '../../support/databases.js';
import { FAST_HASHING } from '../../support/hashing.js';
import { headersOf } from '../../support/headers.js';

const BCRYPT = '$2b$10$8AgFsMvZAZbYeZ9dEMWJaOnx55AkFpciqgkKKL1W.qXmD97oVeIui';

describe.each(databases)('on $name', (database) => {
  test('a database of the first version keeps its accounts, passwords, roles and items', async () => {
    const { dataDir, databaseUrl, dispose } = await database.create();
    onTestFinished(dispose);
    const db = connect({ url: databaseUrl, file: `${dataDir}/scopeql.db` });
    const [first = ''] = Object.keys(migrations);
    const provider = { getMigrations: async () => ({ [first]: migrations[first] ?? fail() }) };
    const schema = /search_path=(\w+)/.exec(decodeURIComponent(databaseUrl ?? ''))?.[1];
    const { error } = await new Migrator({
      db,
      provider,
      ...(schema && { migrationTableSchema: schema }),
    }).migrateToLatest();
    expect(error).toBeUndefined();
    const account = { id: 'a', username: 'ada', password_hash: BCRYPT, bcrypt_cost: 10, created_at: 1 };
    await db
      .insertInto('accounts')
      .values(account as never)
      .execute();
    await db.insertInto('roles').values({ name: 'user', description: 'Works.' }).execute();
    await db.insertInto('role_scopes').values({ role: 'user', scope: 'items' }).execute();
    await db.insertInto('account_roles').values({ account_id: 'a', role: 'user' }).execute();
    await db.insertInto('items').values({ id: 'i', owner_id: 'a', title: 'Kept', created_at: 1 }).execute();
    await db.destroy();

    const config = readConfig({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl, LOG_LEVEL: 'silent' });
    const app = await createApp(config, { hashingCost: FAST_HASHING });
    onTestFinished(() => app.close());
    const send = async (query: string, token?: string) => {
      const request = { method: 'POST', url: '/graphql', headers: headersOf(token), payload: { query } } as const;
      return (await app.inject(request)).json();
    };
    const { data } = await send('mutation { login(username: "ada", password: "secret") { accessToken scopes } }');
    expect(data.login.scopes).toContain('items');
    const items = await send('{ myItems { nodes { title } } }', data.login.accessToken);
    expect(items.data.myItems.nodes).toEqual([{ title: 'Kept' }]);
  });
});

function fail(): never {
  throw new Error('There is a first migration.');
}
