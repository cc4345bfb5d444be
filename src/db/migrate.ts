import { Migrator, PostgresAdapter, sql } from 'kysely';
import { MigrationDeniedError } from '../errors.js';
import { connect, type DatabaseLocation } from './connect.js';
import { migrations } from './migrations/index.js';
import type { Database } from './tables.js';

/** Brings a database up to the newest migration on a connection of its own, on which a statement may take its time. */
export async function migrateAt(location: DatabaseLocation): Promise<void> {
  const db = connect(location, 0);
  try {
    await migrate(db);
  } finally {
    await db.destroy();
  }
}

/** PostgreSQL's, where a role may not do what it tries. */
const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * Brings the database up to the newest migration; does nothing where it is.
 * @throws MigrationDeniedError where this user may not, or else what a failing migration threw
 */
export async function migrate(db: Database): Promise<void> {
  const migrator = await migratorOf(db);
  const { error } = await migrator.migrateToLatest();
  if ((error as { code?: unknown } | undefined)?.code === INSUFFICIENT_PRIVILEGE) throw new MigrationDeniedError(error);
  if (error) throw error;
}

/** Whether the database answers and every migration has been applied. */
export async function isMigrated(db: Database): Promise<boolean> {
  const migrator = await migratorOf(db);
  const known = await migrator.getMigrations();
  return known.every(({ executedAt }) => executedAt !== undefined);
}

async function migratorOf(db: Database): Promise<Migrator> {
  const schema = await schemaOf(db);
  const provider = { getMigrations: async () => migrations };
  return new Migrator({ db, provider, ...(schema && { migrationTableSchema: schema }) });
}

/** Unless it is told the schema, Kysely takes another schema's migration tables for its own. */
async function schemaOf(db: Database): Promise<string | undefined> {
  if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return undefined;
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db);
  return rows[0]?.schema;
}
