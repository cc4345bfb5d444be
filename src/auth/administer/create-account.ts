import { doneBy, type Origin } from '../../audit/event.js';
import { record } from '../../audit/trail.js';
import { BadUserInputError, ConflictError } from '../../errors.js';
import { insertAccount, type ListedAccount } from '../../users/directory.js';
import { readProfileChanges } from '../../users/profile.js';
import { insertRoles } from '../../users/store.js';
import type { Authority } from '../authority.js';
import { requireGoodPassword } from '../password-rule.js';
import { requireRoles } from '../roles.js';
import { refuseTemporaryRole } from '../temporary-role.js';
import { type Administration, type Administrator, administer, requireGrantable } from './administrator.js';

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
 * @throws BadUserInputError where the password or the full name is no good, or a role does not exist
 * @throws ForbiddenError where a role is more than the administrator holds, and for a password in a temporary role
 * @throws ConflictError where the name is taken, OverloadedError where too many passwords wait to be hashed
 * @throws InvalidTokenError as `administer` does
 */
export async function createAccount(
  administration: Administration & Pick<Authority, 'passwords'>,
  by: Administrator,
  account: NewAccount,
  inputPath: string,
  origin: Origin,
): Promise<ListedAccount> {
  const { db, passwords, catalogue, now } = administration;
  const { username, kind, password, email = null } = account;
  const roles = [...new Set(account.roles)];
  const fullName = readProfileChanges({ fullName: account.fullName }, inputPath).fullName ?? null;
  if (password != null) requireNewPassword(by, account, password, `${inputPath}.password`);
  await requireRoles(db, account.roles, `${inputPath}.roles`);
  const hash = password == null ? null : await passwords.hash(password);
  const createdAt = now();
  return administer(administration, by, async (transaction) => {
    await requireGrantable(transaction, catalogue, by, roles);
    const created = await insertAccount(transaction, { username, kind, fullName, email, createdAt });
    if (!created) throw new ConflictError(`There is an account named ${username} already.`);
    const { id } = created;
    if (hash !== null) await transaction.insertInto('passwords').values({ account_id: id, hash }).execute();
    await insertRoles(transaction, id, roles);
    await record(transaction, { kind: 'AccountCreated', roles }, doneBy(by, id), origin, createdAt);
    return created;
  });
}

function requireNewPassword(by: Administrator, account: NewAccount, password: string, inputPath: string): void {
  refuseTemporaryRole(by);
  const { kind, username } = account;
  if (kind === 'MACHINE') throw new BadUserInputError(inputPath, 'a machine has secrets, and no password.');
  requireGoodPassword(password, username, inputPath);
}
