import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** Told how long a statement took, in seconds, and whether it has failed. */
export type WatchStatement = (seconds: number, hasFailed: boolean) => void;

/** Begins to time a statement. @returns to be called at its end */
export function beginStatement(watch: WatchStatement | undefined): (hasFailed: boolean) => void {
  if (!watch) return ignore;
  const startedAt = performance.now();
  return (hasFailed) => watch((performance.now() - startedAt) / 1_000, hasFailed);
}

function ignore(): void {}

/** The same database, each statement on which is told; itself where there is nobody to tell. */
export function watched(database: SqliteDatabase, watch: WatchStatement | undefined): SqliteDatabase {
  if (!watch) return database;
  const { prepare, close } = database;
  return { prepare: (sql) => watchedStatement(prepare(sql), watch), close };
}

function watchedStatement({ reader, all, run, iterate }: SqliteStatement, watch: WatchStatement): SqliteStatement {
  const timed = <T>(execute: () => T): T => {
    const end = beginStatement(watch);
    try {
      const result = execute();
      end(false);
      return result;
    } catch (error) {
      end(true);
      throw error;
    }
  };
  return { reader, all: (values) => timed(() => all(values)), run: (values) => timed(() => run(values)), iterate };
}
