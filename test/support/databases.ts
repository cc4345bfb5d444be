import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** A database of one test's own. */
export interface TestDatabase {
  dataDir: string;
  databaseUrl: string | undefined;
  dispose(): Promise<void>;
}

export interface DatabaseKind {
  name: string;
  create(): Promise<TestDatabase>;
}

const { TEST_DATABASE_URL } = process.env;

export const sqlite: DatabaseKind = { name: 'SQLite', create: () => createFolder(undefined) };

export const postgres: DatabaseKind = {
  name: 'PostgreSQL',
  create: () => {
    if (!TEST_DATABASE_URL) throw new Error('TEST_DATABASE_URL must say where PostgreSQL is.');
    return createPostgres(TEST_DATABASE_URL);
  },
};

/** What the tests run on that run on every database: PostgreSQL where TEST_DATABASE_URL says where one is, else SQLite. */
export const databases: readonly DatabaseKind[] = [TEST_DATABASE_URL ? postgres : sqlite];

async function createFolder(databaseUrl: string | undefined): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'scopeql-test-'));
  return { dataDir, databaseUrl, dispose: () => rm(dataDir, { recursive: true }) };
}

/** A schema of its own, in which the connection finds and makes its tables. */
async function createPostgres(url: string): Promise<TestDatabase> {
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  await query(url, `create schema ${schema}`);
  const own = new URL(url);
  own.searchParams.set('options', `-c search_path=${schema} -c synchronous_commit=off`);
  own.searchParams.set('application_name', schema);
  const folder = await createFolder(own.href);
  const dispose = async () => {
    await query(url, `drop schema ${schema} cascade`);
    await folder.dispose();
  };
  return { ...folder, dispose };
}

async function query(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
