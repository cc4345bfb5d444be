import { sql } from 'kysely';
import type { Database, Tables } from './tables.js';

/**
 * Holds a row until the transaction ends: another that wants it waits. The row is written to, as SQLite knows no other lock.
 * @param key the column that tells the rows apart
 */
export async function lockRow<Table extends keyof Tables & string>(
  transaction: Database,
  table: Table,
  key: keyof Tables[Table] & string,
  value: string,
): Promise<void> {
  const column = sql.ref(key);
  await sql`update ${sql.table(table)} set ${column} = ${column} where ${column} = ${value}`.execute(transaction);
}

/** @throws DatabaseUnavailableError where the database can only be read, which a process should not find out request by request */
export async function requireWritable(db: Database): Promise<void> {
  await lockRow(db, 'roles', 'name', '');
}
