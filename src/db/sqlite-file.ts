import { setTimeout } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { DatabaseUnavailableError } from '../errors.js';

/** More prepared statements than the application has queries. */
const MOST_STATEMENTS = 500;
/** Longer ones hold a list of some length, and there is no end to the lengths that somebody may ask for. */
const MOST_CHARACTERS = 4_000;
/** How long another process on the file is waited for. */
const BUSY_MS = 5_000;
const BUSY_AGAIN_MS = 20;

/**
 * Every transaction here writes. One that begins by reading fails at its first write, unwaited for, where another process
 * has written in between; this one waits its turn at once.
 */
const BEGIN = 'begin immediate';

const BUSY_TEXT = 'database is locked';
/** BUSY, PROTOCOL, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB, in the words of SQLite: not every error brings its code. */
const unavailableTexts = [
  BUSY_TEXT,
  'locking protocol',
  'attempt to write a readonly database',
  'disk I/O error',
  'database disk image is malformed',
  'database or disk is full',
  'unable to open database file',
  'file is not a database',
];

type OpenFile = InstanceType<typeof DatabaseSync>;

/** Opens a file to read and write, each statement prepared once. Whatever is done with it throws DatabaseUnavailableError. */
export async function openToWrite(file: string): Promise<SqliteDatabase> {
  const attempt = attemptOn(file);
  const database = await waitingItsTurn(() => attempt(() => openWithLog(file)));
  return adapt(database, attempt, () => checkpointAndClose(database));
}

/** Opens a file that is open to write already, to read what is committed there. */
export function openToRead(file: string): SqliteDatabase {
  const attempt = attemptOn(file);
  const database = attempt(() => new DatabaseSync(file, { readOnly: true, timeout: BUSY_MS }));
  return adapt(database, attempt, () => database.close());
}

function openWithLog(file: string): OpenFile {
  const database = new DatabaseSync(file, { timeout: BUSY_MS });
  try {
    // FULL: what was acknowledged survives a power cut.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Of two that turn a new file into one with a write-ahead log, SQLite lets one fail at once. */
async function waitingItsTurn<T>(work: () => T): Promise<T> {
  const giveUpAt = performance.now() + BUSY_MS;
  while (true) {
    try {
      return work();
    } catch (error) {
      if (!textOf((error as Error).cause).endsWith(BUSY_TEXT) || performance.now() >= giveUpAt) throw error;
      await setTimeout(BUSY_AGAIN_MS);
    }
  }
}

function checkpointAndClose(database: OpenFile): void {
  try {
    // Statements that are still prepared keep SQLite from doing this as it closes.
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // The disk may be full. What is in the log is safe there.
  } finally {
    database.close();
  }
}

type Attempt = <T>(work: () => T) => T;

/** Runs something on a file. @throws DatabaseUnavailableError in the place of what says that it cannot be used */
function attemptOn(file: string): Attempt {
  return (work) => {
    try {
      return work();
    } catch (error) {
      const isUnavailable = unavailableTexts.some((text) => textOf(error).endsWith(text));
      throw isUnavailable ? new DatabaseUnavailableError(file, error) : error;
    }
  };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}

function adapt(database: OpenFile, attempt: Attempt, close: () => void): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  const prepare = (sql: string): SqliteStatement => {
    // After some failures SQLite has rolled back already.
    if (sql === 'rollback' && !database.isTransaction) return NOTHING;
    const known = statements.get(sql);
    if (known) return known;
    const statement = adaptStatement(database.prepare(sql === 'begin' ? BEGIN : sql), attempt);
    if (sql.length > MOST_CHARACTERS) return statement;
    if (statements.size >= MOST_STATEMENTS) statements.clear();
    statements.set(sql, statement);
    return statement;
  };
  return { close, prepare: (sql) => attempt(() => prepare(sql)) };
}

type Statement = ReturnType<OpenFile['prepare']>;
type Values = Parameters<Statement['all']>;

function adaptStatement(statement: Statement, attempt: Attempt): SqliteStatement {
  const names = statement.columns().map(({ name }) => name);
  // The objects that the binding would make take a quarter longer, and each reading of them twice as long.
  statement.setReturnArrays(true);
  return {
    reader: names.length > 0,
    all: (values) =>
      attempt(() => (statement.all(...(values as Values)) as unknown[][]).map((row) => rowOf(names, row))),
    run: (values) => attempt(() => statement.run(...(values as Values))),
    iterate: () => {
      throw new TypeError('Nothing is streamed.');
    },
  };
}

function rowOf(names: readonly string[], values: readonly unknown[]): object {
  const row: Record<string, unknown> = {};
  for (let at = 0; at < names.length; at += 1) row[names[at] as string] = values[at];
  return row;
}

const NOTHING: SqliteStatement = {
  reader: true,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [][Symbol.iterator](),
};
