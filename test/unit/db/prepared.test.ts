import { expect, test, vi } from 'vitest';
import { connect } from '../../../src/db/connect.js';
import { nameOf, prepared } from '../../../src/db/prepared.js';
import type { Database } from '../../../src/db/tables.js';

const open = () => connect({ file: ':memory:' });

interface Text {
  text: string;
}

const echo = (db: Database, { text }: Text) =>
  db.selectNoFrom(({ val }) => [val(text).as('text'), val('constant').as('beside')]);

test('a query is built once, and run with the values of each time', async () => {
  const build = vi.fn(echo);
  const run = prepared(build);
  const db = open();
  const texts = ['one', 'two', "'; drop table accounts; --"];
  const rows = await Promise.all(texts.map((text) => run(db, { text })));
  expect(rows.flat()).toEqual(texts.map((text) => ({ text, beside: 'constant' })));
  expect(build).toHaveBeenCalledTimes(1);
  await db.destroy();
});

test('a query runs in the transaction that it is given, and is not built anew for it', async () => {
  const build = vi.fn(echo);
  const run = prepared(build);
  const db = open();
  await run(db, { text: 'before' });
  expect(await db.transaction().execute((transaction) => run(transaction, { text: 'within' }))).toMatchObject([
    { text: 'within' },
  ]);
  expect(build).toHaveBeenCalledTimes(1);
  await db.destroy();
});

test('a query is run on the database that it is given', async () => {
  const run = prepared((db, { text }: Text) => db.selectFrom('roles').select('name').where('name', '=', text));
  const [one, other] = [open(), open()];
  for (const [db, name] of [
    [one, 'guest'],
    [other, 'admin'],
  ] as const) {
    await db.schema.createTable('roles').addColumn('name', 'text').addColumn('description', 'text').execute();
    await db.insertInto('roles').values({ name, description: '' }).execute();
  }
  expect(await run(one, { text: 'guest' })).toEqual([{ name: 'guest' }]);
  expect(await run(other, { text: 'guest' })).toEqual([]);
  await Promise.all([one, other].map((db) => db.destroy()));
});

test('its text has a name of its own, under which a database may keep it, and no other text has', async () => {
  const run = prepared((db, { text }: Text) => db.selectNoFrom(({ val }) => [val(text).as('known')]));
  const db = open();
  await run(db, { text: 'x' });
  expect(nameOf('select ? as "known"')).toMatch(/^scopeql_[0-9a-f]{32}$/);
  expect(nameOf('select ? as "other"')).toBeUndefined();
  await db.destroy();
});

test('a query that would compute with a value is a mistake that is told', async () => {
  const run = prepared((db, { text }: Text) => db.selectNoFrom(({ val }) => [val(`${text}!`).as('text')]));
  const db = open();
  await expect(run(db, { text: 'x' })).rejects.toThrow('A prepared query cannot compute with text.');
  await db.destroy();
});
