import type { Origin } from '../audit/event.js';
import { findAccount, type ListedAccount } from '../users/directory.js';
import { findRoles, replaceRoles } from '../users/store.js';
import { type Administrator, recordBy, requireGrantable } from './administrator.js';
import type { Authority } from './authority.js';
import { keepingAnAdministrator } from './last-administrator.js';
import { requireRoles } from './roles.js';

/**
 * Replaces an account's roles. What they no longer grant is refused from the next request on.
 * @returns undefined where there is no such account
 * @throws BadUserInputError where a role does not exist
 * @throws ForbiddenError where a role that is added is more than the administrator holds
 * @throws ConflictError where no administrator would be left
 */
export async function setAccountRoles(
  { db, now }: Pick<Authority, 'db' | 'now'>,
  by: Administrator,
  id: string,
  roles: readonly string[],
  origin: Origin,
): Promise<ListedAccount | undefined> {
  const account = await findAccount(db, id);
  if (!account) return undefined;
  await requireRoles(db, roles, 'roles');
  await db.transaction().execute(async (transaction) => {
    await keepingAnAdministrator(transaction, async () => {
      const before = await findRoles(transaction, id);
      const after = [...new Set(roles)].sort();
      const added = after.filter((role) => !before.includes(role));
      await requireGrantable(transaction, by, added, 'roles');
      await replaceRoles(transaction, id, after);
      await recordBy(transaction, by, { kind: 'RolesChanged', before, after }, id, origin, now());
    });
  });
  return account;
}
