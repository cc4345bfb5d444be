import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('sign_in_attempts')
    .addColumn('window_ms', 'integer', (column) => column.notNull().defaultTo(60_000))
    .execute();
}
