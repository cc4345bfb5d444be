import type { Database } from '../db/tables.js';
import { isUsername } from '../users/username.js';
import type { StoredHash } from './passwords.js';

/** What signing in needs to know of an account. */
export interface Credentials extends StoredHash {
  accountId: string;
  disabled: boolean;
}

export async function findCredentials(db: Database, username: string): Promise<Credentials | undefined> {
  if (!isUsername(username)) return undefined;
  const row = await db
    .selectFrom('accounts')
    .select(['id', 'password_hash', 'bcrypt_cost', 'disabled_at'])
    .where('username', '=', username)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    accountId: row.id,
    hash: row.password_hash,
    bcryptCost: row.bcrypt_cost,
    disabled: row.disabled_at !== null,
  };
}

/** Every cost at which an imported bcrypt hash is still stored. */
export async function findBcryptCosts(db: Database): Promise<number[]> {
  const rows = await db
    .selectFrom('accounts')
    .select('bcrypt_cost')
    .distinct()
    .where('bcrypt_cost', 'is not', null)
    .execute();
  return rows.flatMap(({ bcrypt_cost }) => bcrypt_cost ?? []);
}

/** Puts an argon2id hash in the place of the imported one, unless the password has been changed in the meantime. */
export async function replaceImportedHash(db: Database, credentials: Credentials, hash: string): Promise<void> {
  await db
    .updateTable('accounts')
    .set({ password_hash: hash, bcrypt_cost: null })
    .where('id', '=', credentials.accountId)
    .where('password_hash', '=', credentials.hash)
    .execute();
}

/** The scopes that an account's roles grant. */
export async function findGrantedScopes(db: Database, accountId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('account_roles')
    .innerJoin('role_scopes', 'role_scopes.role', 'account_roles.role')
    .select('role_scopes.scope')
    .where('account_roles.account_id', '=', accountId)
    .execute();
  return new Set(rows.map(({ scope }) => scope));
}
