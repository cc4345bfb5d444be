import { type MigrationResultSet, Migrator } from 'kysely';
import { migrations } from './migrations/index.js';
import type { Database } from './tables.js';

function migratorOf(db: Database): Migrator {
  return new Migrator({ db, provider: { getMigrations: async () => migrations } });
}

/** Brings the database up to the newest migration; does nothing where it is. @throws what a failing migration threw */
export async function migrate(db: Database): Promise<void> {
  const { error }: MigrationResultSet = await migratorOf(db).migrateToLatest();
  if (error) throw error;
}

/** Whether the database answers and every migration has been applied. */
export async function isMigrated(db: Database): Promise<boolean> {
  const known = await migratorOf(db).getMigrations();
  return known.every(({ executedAt }) => executedAt !== undefined);
}
