import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { databaseFile } from '../../../src/config.js';
import { connect } from '../../../src/db/connect.js';
import { prepared, type ReadBeside } from '../../../src/db/prepared.js';
import type { Database } from '../../../src/db/tables.js';
import { sqlite } from '../../support/databases.js';

/** A file of its own, with one role. */
async function open(): Promise<Database> {
  const { dataDir, dispose } = await sqlite.create();
  const db = connect({ file: databaseFile(dataDir) });
  onTestFinished(async () => {
    await db.destroy();
    await dispose();
  });
  await sql`create table roles (name text primary key, description text not null)`.execute(db);
  await add(db, 'guest');
  return db;
}

const add = (db: Database, name: string) => db.insertInto('roles').values({ name, description: '' }).execute();

const select = prepared((db: Database, { most }: { most: number }) =>
  db.selectFrom('roles').select('name').orderBy('name').limit(most),
);
const namesIn = async (db: Database) => (await select(db, { most: 10 })).map(({ name }) => name);

test('a prepared query sees at once what was written before it', async () => {
  const db = await open();
  expect(await namesIn(db)).toEqual(['guest']);
  await add(db, 'user');
  expect(await namesIn(db)).toEqual(['guest', 'user']);
});

test('a prepared query is not kept waiting by a transaction, and sees nothing of it until it is committed', async () => {
  const db = await open();
  const transaction = await db.startTransaction().execute();
  await add(transaction, 'user');
  expect(await namesIn(db)).toEqual(['guest']);
  await transaction.commit().execute();
  expect(await namesIn(db)).toEqual(['guest', 'user']);
});

test('a prepared query within a transaction sees what the transaction has written', async () => {
  const db = await open();
  const transaction = await db.startTransaction().execute();
  await add(transaction, 'user');
  expect(await namesIn(transaction)).toEqual(['guest', 'user']);
  await transaction.rollback().execute();
  expect(await namesIn(db)).toEqual(['guest']);
});

test('a prepared query goes on where a table has been changed since', async () => {
  const db = await open();
  await namesIn(db);
  await sql`alter table roles add column extra text`.execute(db);
  await sql`create index by_description on roles (description)`.execute(db);
  expect(await namesIn(db)).toEqual(['guest']);
});

test('the connection that reads beside cannot write', async () => {
  const db = await open();
  const { readBeside } = db.getExecutor().adapter as ReadBeside;
  expect(() => readBeside?.("insert into roles values ('admin', '') returning name", [])).toThrow(
    expect.objectContaining({ code: 'DATABASE_UNAVAILABLE' }),
  );
  expect(await namesIn(db)).toEqual(['guest']);
});
