import { randomUUID } from 'node:crypto';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Position } from '../cursors.js';
import { behind } from '../db/behind.js';
import type { Database } from '../db/tables.js';
import type { Account } from '../principal.js';
import { isUuid } from '../uuid.js';
import { accountColumns } from './store.js';

/** An account as those see it who administer accounts. */
export interface ListedAccount extends Account {
  /** Milliseconds since 1970. */
  createdAt: number;
  disabledAt: number | null;
}

const columns = [...accountColumns, 'created_at as createdAt', 'disabled_at as disabledAt'] as const;

/**
 * Accounts, the newest first, from behind a position.
 * @param search part of the user name, the full name or the address; an ASCII letter in either case
 */
export function listAccounts(
  db: Database,
  search: string | undefined,
  most: number,
  after?: Position,
): Promise<ListedAccount[]> {
  let query = db.selectFrom('accounts').select(columns);
  if (search !== undefined) query = query.where(mentions(search));
  if (after) query = query.where(behind(after));
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(most).execute();
}

export async function countAccounts(db: Database, search: string | undefined): Promise<number> {
  let query = db.selectFrom('accounts').select(({ fn }) => fn.countAll<number>().as('count'));
  if (search !== undefined) query = query.where(mentions(search));
  return (await query.executeTakeFirstOrThrow()).count;
}

export async function findAccount(db: Database, id: string): Promise<ListedAccount | undefined> {
  if (!isUuid(id)) return undefined;
  return db.selectFrom('accounts').select(columns).where('id', '=', id).executeTakeFirst();
}

/** Several accounts in one query: by id. */
export async function findAccounts(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, ListedAccount>> {
  const rows = await db.selectFrom('accounts').select(columns).where('id', 'in', ids).execute();
  return new Map(rows.map((account) => [account.id, account]));
}

export type NewListedAccount = Pick<ListedAccount, 'username' | 'kind' | 'fullName' | 'email' | 'createdAt'>;

/** @returns the account; undefined where the name is taken */
export function insertAccount(db: Database, account: NewListedAccount): Promise<ListedAccount | undefined> {
  const { username, kind, fullName, email, createdAt } = account;
  const row = { id: randomUUID(), username, kind, full_name: fullName, email, created_at: createdAt };
  return db
    .insertInto('accounts')
    .values(row)
    .onConflict((conflict) => conflict.column('username').doNothing())
    .returning(columns)
    .executeTakeFirst();
}

export function findAccountNamed(db: Database, username: string): Promise<ListedAccount | undefined> {
  return db.selectFrom('accounts').select(columns).where('username', '=', username).executeTakeFirst();
}

/** The signs that mean something to LIKE mean themselves here. */
function mentions(search: string): RawBuilder<SqlBool> {
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  const either = ['username', 'full_name', 'email'].map(
    (column) => sql`lower(${sql.ref(column)}) like lower(${pattern}) escape '\\'`,
  );
  return sql<SqlBool>`(${sql.join(either, sql` or `)})`;
}
