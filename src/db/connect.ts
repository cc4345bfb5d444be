import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely } from 'kysely';
import { DatabaseUnavailableError } from '../errors.js';
import { postgresDialect } from './postgres.js';
import { sqliteDialect } from './sqlite.js';
import type { Database } from './tables.js';
import type { WatchStatement } from './watch.js';

/** Where the data is: a PostgreSQL URL, or else an SQLite file (`:memory:` for none), whose folder is made. */
export interface DatabaseLocation {
  url?: string | undefined;
  file: string;
}

/** Less than a process that stops waits for what is under way: it can still say that the database did not answer. */
const TIMEOUT_MS = 5_000;

/**
 * Opens the database. Close it with `destroy()`. Whatever is done with it throws DatabaseUnavailableError where it is gone,
 * full, read-only or does not answer.
 * @param timeoutMs how long PostgreSQL may take for one statement; 0 for as long as it takes
 * @param watch told of each statement, begin and commit included
 * @throws DatabaseUnavailableError where there can be no such folder
 */
export function connect(
  { url, file }: DatabaseLocation,
  timeoutMs = TIMEOUT_MS,
  watch?: WatchStatement | undefined,
): Database {
  if (url) return new Kysely({ dialect: postgresDialect({ url, timeoutMs, watch }) });
  if (file !== ':memory:') makeFolderOf(file);
  return new Kysely({ dialect: sqliteDialect(file, watch) });
}

function makeFolderOf(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new DatabaseUnavailableError(file, error);
  }
}
