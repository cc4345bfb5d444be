import type { Database } from '../db/tables.js';
import { isUsername } from '../users/username.js';
import type { StoredHash } from './passwords.js';

/** What signing in with a password needs to know of an account. */
export interface Credentials extends StoredHash {
  accountId: string;
  disabled: boolean;
}

/** Undefined where nobody has that name, or has it without a password: a machine, somebody of an outside issuer. */
export async function findCredentials(db: Database, username: string): Promise<Credentials | undefined> {
  if (!isUsername(username)) return undefined;
  const row = await db
    .selectFrom('accounts')
    .innerJoin('passwords', 'passwords.account_id', 'accounts.id')
    .select(['id', 'hash', 'bcrypt_cost', 'disabled_at'])
    .where('username', '=', username)
    .where('kind', '=', 'PERSON')
    .executeTakeFirst();
  if (!row) return undefined;
  return { accountId: row.id, hash: row.hash, bcryptCost: row.bcrypt_cost, disabled: row.disabled_at !== null };
}

/** Every cost at which an imported bcrypt hash is still stored. */
export async function findBcryptCosts(db: Database): Promise<number[]> {
  const rows = await db
    .selectFrom('passwords')
    .select('bcrypt_cost')
    .distinct()
    .where('bcrypt_cost', 'is not', null)
    .execute();
  return rows.flatMap(({ bcrypt_cost }) => bcrypt_cost ?? []);
}

/**
 * Puts another argon2id hash in the place of the one that was read.
 * @returns whether it was still there: the password may have been changed in the meantime
 */
export function replaceHash(db: Database, credentials: Credentials, hash: string): Promise<boolean> {
  return writeIfUnchanged(db, credentials, { hash, bcrypt_cost: null });
}

/** Whether the password is still the one that was looked at; holds it until the transaction ends. */
export function isPasswordStill(transaction: Database, credentials: Credentials): Promise<boolean> {
  return writeIfUnchanged(transaction, credentials, { hash: credentials.hash });
}

async function writeIfUnchanged(
  db: Database,
  { accountId, hash }: Credentials,
  set: { hash: string; bcrypt_cost?: null },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('passwords')
    .set(set)
    .where('account_id', '=', accountId)
    .where('hash', '=', hash)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Whether the account is still enabled; holds it so until the transaction ends. */
export async function isEnabledStill(transaction: Database, accountId: string): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('accounts')
    .set({ disabled_at: null })
    .where('id', '=', accountId)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
