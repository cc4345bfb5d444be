import { SqliteAdapter, type SqliteDatabase, SqliteDialect } from 'kysely';
import type { ReadBeside } from './prepared.js';
import { openToRead, openToWrite } from './sqlite-file.js';
import { type WatchStatement, watched } from './watch.js';

/** Kysely's SQLite dialect over the interface of `node:sqlite`. @param file or `:memory:` for none */
export function sqliteDialect(file: string, watch: WatchStatement | undefined): SqliteDialect {
  return new Dialect(file, watch);
}

/**
 * Kysely's one connection, on which everybody waits for everybody's transactions, and beside it one that reads at once: to wait
 * in Kysely's queue takes longer than most queries.
 */
class Dialect extends SqliteDialect {
  readonly #adapter: Adapter;

  constructor(file: string, watch: WatchStatement | undefined) {
    const adapter = new Adapter();
    super({ database: () => openBoth(file, adapter, watch) });
    this.#adapter = adapter;
  }

  override createAdapter(): SqliteAdapter {
    return this.#adapter;
  }
}

class Adapter extends SqliteAdapter implements ReadBeside {
  readBeside: ReadBeside['readBeside'];

  /** Kysely then migrates in one transaction, as SQLite can: processes that start at once wait for each other. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

async function openBoth(file: string, adapter: Adapter, watch: WatchStatement | undefined): Promise<SqliteDatabase> {
  const { prepare, close } = watched(await openToWrite(file), watch);
  // Nobody else sees what is in memory.
  if (file === ':memory:') return { prepare, close };
  const reading = watched(openToReadOrClose(file, close), watch);
  adapter.readBeside = (sql, parameters) => reading.prepare(sql).all(parameters) as object[];
  const closeBoth = () => {
    adapter.readBeside = undefined;
    reading.close();
    close();
  };
  return { prepare, close: closeBoth };
}

/** @throws DatabaseUnavailableError after the other connection is closed: Kysely opens both anew */
function openToReadOrClose(file: string, close: () => void): SqliteDatabase {
  try {
    return openToRead(file);
  } catch (error) {
    close();
    throw error;
  }
}
