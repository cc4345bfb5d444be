import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { sqliteDialect } from './sqlite.js';
import type { Database } from './tables.js';

/** Where the data is: a PostgreSQL URL, or else an SQLite file (`:memory:` for none), whose folder is made. */
export interface DatabaseLocation {
  url?: string | undefined;
  file: string;
}

/** Opens the database. Close it with `destroy()`. */
export function connect({ url, file }: DatabaseLocation): Database {
  if (url) return new Kysely({ dialect: new PostgresDialect({ pool: openPool(url) }) });
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  return new Kysely({ dialect: sqliteDialect(file) });
}

function openPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 10, connectionTimeoutMillis: 5_000, types: { getTypeParser } });
  // A connection that breaks while idle is replaced at the next query; unheard, the event would end the process.
  pool.on('error', () => undefined);
  return pool;
}

/** Counts and milliseconds fit a double: without this, pg returns them as strings. */
const getTypeParser = ((type: number, format: 'text' | 'binary') =>
  type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format)) as typeof pg.types.getTypeParser;
