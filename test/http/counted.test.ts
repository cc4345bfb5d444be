import type { SqliteDatabase } from 'kysely';
import pg from 'pg';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { expectData, startApp, type TestApp } from '../support/app.js';
import { databases } from '../support/databases.js';

// What a request costs is counted here, and timed by `npm run bench`.

const { askedOfSqlite } = vi.hoisted(() => ({ askedOfSqlite: [] as string[] }));

vi.mock('../../src/db/sqlite-file.js', async (importOriginal) => {
  const original = await importOriginal<typeof import('../../src/db/sqlite-file.js')>();
  const noting = ({ prepare, close }: SqliteDatabase): SqliteDatabase => ({
    close,
    prepare: (sql) => {
      askedOfSqlite.push(sql);
      return prepare(sql);
    },
  });
  return {
    openToRead: (file: string) => noting(original.openToRead(file)),
    openToWrite: async (file: string) => noting(await original.openToWrite(file)),
  };
});

const queriesOfPostgres = vi.spyOn(pg.Client.prototype, 'query');
const verifications = vi.spyOn(crypto.subtle, 'verify');

/** What has reached the database. */
const texts = () => [
  ...askedOfSqlite,
  ...(queriesOfPostgres.mock.calls as unknown[][]).map(([query]) =>
    typeof query === 'string' ? query : (query as { text: string }).text,
  ),
];

function forget(): void {
  askedOfSqlite.length = 0;
  queriesOfPostgres.mockClear();
  verifications.mockClear();
}

/** Sends once what is not to be counted: the session is then marked as used, and the operation known. */
async function sendTwice({ send }: TestApp, query: string, token: string | undefined): Promise<void> {
  await send(query, { token });
  forget();
  await send(query, { token });
}

beforeEach(forget);

describe.each(databases)('on $name', (database) => {
  test.each<[string, string, number]>([
    ['what anybody may ask for', '{ scopes { name } }', 0],
    ['who is asking', '{ me { username fullName email } }', 1],
    ['a page', '{ myItems(first: 10) { nodes { id title } } }', 2],
    ['a page, and how many there are', '{ myItems(first: 10) { nodes { id title } totalCount } }', 3],
    ['a page of a hundred with their owners', '{ myItems(first: 100) { nodes { title owner { username } } } }', 3],
    ['what is refused', '{ accounts { nodes { id } } }', 1],
  ])('%s takes a fixed number of queries', async (_, query, expected) => {
    const running = await startApp({}, database);
    const token = expected === 0 ? undefined : await running.signIn('johndoe');
    await sendTwice(running, query, token);
    expect(texts()).toHaveLength(expected);
  });

  test('a list of a hundred takes one query for the items and one for the owners', async () => {
    const running = await startApp({}, database);
    const token = await running.signIn('johndoe');
    const { id } = expectData(await running.send('{ me { id } }', { token })).me;
    const items = Array.from({ length: 100 }, (_, at) => ({ id: `i${at}`, owner_id: id, title: 't', created_at: at }));
    await running.db.insertInto('items').values(items).execute();
    await sendTwice(running, '{ myItems(first: 100) { nodes { title owner { username } } } }', token);
    const asked = ['sessions', 'items', 'accounts'].map((table) => expect.stringContaining(`from "${table}"`));
    expect(texts()).toEqual(asked);
  });

  test('a token is verified once, however often it comes, and though the keys are read again', async () => {
    const running = await startApp({}, database);
    const token = await running.signIn('johndoe');
    verifications.mockClear();
    for (const _ of [1, 2, 3]) {
      expectData(await running.send('{ me { username } }', { token }));
      running.clock.advance({ seconds: 40 });
    }
    expect(texts().filter((text) => text.includes('signing_keys')).length).toBeGreaterThan(0);
    expect(verifications).toHaveBeenCalledTimes(1);
  });
});
