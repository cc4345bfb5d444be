import type { Database } from '../db/tables.js';
import type { Account } from '../principal.js';

/** What others may see of an account. */
export type Profile = Pick<Account, 'username' | 'fullName' | 'profilePicture'>;

/** New values; what is undefined stays as it is, null clears it. */
export interface ProfileChanges {
  fullName?: string | null | undefined;
  email?: string | null | undefined;
  profilePicture?: string | null | undefined;
}

export const accountColumns = [
  'accounts.id',
  'username',
  'kind',
  'full_name as fullName',
  'email',
  'profile_picture as profilePicture',
] as const;
const profileColumns = ['username', 'full_name as fullName', 'profile_picture as profilePicture'] as const;

export function findProfile(db: Database, username: string): Promise<Profile | undefined> {
  return db.selectFrom('accounts').select(profileColumns).where('username', '=', username).executeTakeFirst();
}

/** The profiles of several accounts in one query: by account id. */
export async function findProfiles(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, Profile>> {
  const rows = await db
    .selectFrom('accounts')
    .select(['id', ...profileColumns])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, ...profile }) => [id, profile]));
}

/** An account's roles, in the order of their names. */
export async function findRoles(db: Database, accountId: string): Promise<string[]> {
  return (await findRolesOf(db, [accountId])).get(accountId) ?? [];
}

/** The roles of several accounts in one query: by account id. */
export async function findRolesOf(db: Database, accountIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  const rows = await db
    .selectFrom('account_roles')
    .select(['account_id', 'role'])
    .where('account_id', 'in', accountIds)
    .orderBy('role')
    .execute();
  const roles = new Map<string, string[]>(accountIds.map((id) => [id, []]));
  for (const { account_id, role } of rows) roles.get(account_id)?.push(role);
  return roles;
}

/** @param roles that exist, each once */
export async function replaceRoles(db: Database, accountId: string, roles: readonly string[]): Promise<void> {
  await db.deleteFrom('account_roles').where('account_id', '=', accountId).execute();
  await insertRoles(db, accountId, roles);
}

/** Gives a new account its roles. @param roles that exist, each once */
export async function insertRoles(db: Database, accountId: string, roles: readonly string[]): Promise<void> {
  const rows = roles.map((role) => ({ account_id: accountId, role }));
  if (rows.length > 0) await db.insertInto('account_roles').values(rows).execute();
}

/** Disables or enables an account. @returns whether it was not so already */
export async function setDisabledAt(db: Database, accountId: string, disabledAt: number | null): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('accounts')
    .set({ disabled_at: disabledAt })
    .where('id', '=', accountId)
    .where('disabled_at', disabledAt === null ? 'is not' : 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Changes an account's own profile. @returns the profile as it is then; undefined where the account is gone */
export async function updateProfile(
  db: Database,
  accountId: string,
  changes: ProfileChanges,
): Promise<Profile | undefined> {
  const { fullName, email, profilePicture } = changes;
  const set = { full_name: fullName, email, profile_picture: profilePicture };
  const anything = Object.values(set).some((value) => value !== undefined);
  if (!anything) {
    return db.selectFrom('accounts').select(profileColumns).where('id', '=', accountId).executeTakeFirst();
  }
  return db.updateTable('accounts').set(set).where('id', '=', accountId).returning(profileColumns).executeTakeFirst();
}
