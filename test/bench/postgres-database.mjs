import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { atEnd } from './ending.mjs';

const { BENCH_DATABASE_URL, TEST_DATABASE_URL } = process.env;

/** Where PostgreSQL is, if anywhere. */
export const postgresUrl = BENCH_DATABASE_URL || TEST_DATABASE_URL;

/** The URL of a new schema, dropped when the benchmark ends: a connection finds and makes its tables there. */
export async function newSchema() {
  const schema = `bench_${randomUUID().replaceAll('-', '')}`;
  await query(`create schema ${schema}`);
  atEnd(() => query(`drop schema ${schema} cascade`));
  const own = new URL(postgresUrl);
  own.searchParams.set('options', `-c search_path=${schema}`);
  return own.href;
}

async function query(statement) {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
