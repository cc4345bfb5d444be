import { DatabaseSync } from '@photostructure/sqlite';
import { type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';

/** More prepared statements than the application has queries. */
const MOST_STATEMENTS = 500;
/** Longer ones hold a list of some length, and there is no end to the lengths that somebody may ask for. */
const MOST_CHARACTERS = 4_000;

/**
 * Every transaction here writes. One that begins by reading fails at its first write, unwaited for, where another process
 * has written in between; this one waits its turn at once.
 */
const BEGIN = 'begin immediate';

/** Kysely's SQLite dialect over the interface of `node:sqlite`, each statement prepared once. */
export function sqliteDialect(file: string): SqliteDialect {
  return new SqliteDialect({ database: async () => open(file) });
}

function open(file: string): SqliteDatabase {
  const database = new DatabaseSync(file);
  // FULL: what was acknowledged survives a power cut. The timeout lets a second process on the file wait its turn.
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000;',
  );
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => {
      // Statements that are still prepared keep SQLite from doing this as it closes.
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      database.close();
    },
    prepare: (sql) => {
      const known = statements.get(sql);
      if (known) return known;
      const statement = adapt(database.prepare(sql === 'begin' ? BEGIN : sql));
      if (sql.length > MOST_CHARACTERS) return statement;
      if (statements.size >= MOST_STATEMENTS) statements.clear();
      statements.set(sql, statement);
      return statement;
    },
  };
}

type Statement = ReturnType<InstanceType<typeof DatabaseSync>['prepare']>;
type Values = Parameters<Statement['all']>;

function adapt(statement: Statement): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (values) => statement.all(...(values as Values)),
    run: (values) => statement.run(...(values as Values)),
    iterate: (values) => statement.iterate(...(values as Values)) as IterableIterator<unknown>,
  };
}
