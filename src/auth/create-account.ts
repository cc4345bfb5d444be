import { randomUUID } from 'node:crypto';
import type { Origin } from '../audit/event.js';
import { BadUserInputError, ConflictError } from '../errors.js';
import { findAccount, type ListedAccount } from '../users/directory.js';
import { readProfileChanges } from '../users/profile.js';
import { insertRoles } from '../users/store.js';
import { type Administrator, recordBy, requireGrantable } from './administrator.js';
import type { Authority } from './authority.js';
import { requireGoodPassword } from './password-rule.js';

export interface NewAccount {
  username: string;
  kind: 'PERSON' | 'MACHINE';
  /** Of a person; without one, the account can only be used through an outside issuer. */
  password?: string | null | undefined;
  fullName?: string | null | undefined;
  email?: string | null | undefined;
  roles: readonly string[];
}

/**
 * Creates an account.
 * @param inputPath where it stands in the request, for the errors
 * @throws BadUserInputError where the password or the name is no good, or a role does not exist
 * @throws ForbiddenError where a role is more than the administrator holds, ConflictError where the name is taken
 */
export async function createAccount(
  authority: Pick<Authority, 'db' | 'passwords' | 'now'>,
  by: Administrator,
  account: NewAccount,
  inputPath: string,
  origin: Origin,
): Promise<ListedAccount> {
  const { db, passwords, now } = authority;
  const { username, kind, roles, password, email } = account;
  const fullName = readProfileChanges({ fullName: account.fullName }, inputPath).fullName ?? null;
  if (password != null) requireNewPassword(account, password, `${inputPath}.password`);
  await requireGrantable(db, by, roles, `${inputPath}.roles`);
  const hash = password == null ? null : await passwords.hash(password);
  const id = randomUUID();
  const createdAt = now();
  await db.transaction().execute(async (transaction) => {
    const row = { id, username, kind, full_name: fullName, email: email ?? null, created_at: createdAt };
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('accounts')
      .values(row)
      .onConflict((conflict) => conflict.column('username').doNothing())
      .executeTakeFirstOrThrow();
    if (!numInsertedOrUpdatedRows) throw new ConflictError(`There is an account named ${username} already.`);
    if (hash !== null) await transaction.insertInto('passwords').values({ account_id: id, hash }).execute();
    await insertRoles(transaction, id, roles);
    await recordBy(transaction, by, { kind: 'AccountCreated', roles: [...new Set(roles)] }, id, origin, createdAt);
  });
  return existing(await findAccount(db, id));
}

function requireNewPassword({ kind, username }: NewAccount, password: string, inputPath: string): void {
  if (kind === 'MACHINE') throw new BadUserInputError(inputPath, 'a machine has secrets, and no password.');
  requireGoodPassword(password, username, inputPath);
}

function existing<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('An account is gone as soon as it was made.');
  return value;
}
