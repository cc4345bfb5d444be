import { doneBy, type Origin } from '../../audit/event.js';
import { record } from '../../audit/trail.js';
import { findAccount, type ListedAccount } from '../../users/directory.js';
import { findRoles, replaceRoles } from '../../users/store.js';
import { requireRoles } from '../roles.js';
import { type Administration, type Administrator, administer, requireGrantable } from './administrator.js';
import { keepingAnAdministrator } from './last-administrator.js';

/**
 * Replaces an account's roles. What they no longer grant is refused from the next request on. Does nothing where it has them.
 * @returns undefined where there is no such account
 * @throws BadUserInputError where a role does not exist
 * @throws ForbiddenError where a role that is added is more than the administrator holds
 * @throws ConflictError where no administrator would be left, InvalidTokenError as `administer` does
 */
export async function setAccountRoles(
  administration: Administration,
  by: Administrator,
  id: string,
  roles: readonly string[],
  origin: Origin,
): Promise<ListedAccount | undefined> {
  const { db, catalogue, now } = administration;
  const account = await findAccount(db, id);
  if (!account) return undefined;
  await requireRoles(db, roles, 'roles');
  await administer(administration, by, async (transaction) => {
    await keepingAnAdministrator(transaction, async () => {
      const before = await findRoles(transaction, id);
      const after = [...new Set(roles)].sort();
      const added = after.filter((role) => !before.includes(role));
      if (added.length === 0 && after.length === before.length) return;
      await requireGrantable(transaction, catalogue, by, added);
      await replaceRoles(transaction, id, after);
      await record(transaction, { kind: 'RolesChanged', before, after }, doneBy(by, id), origin, now());
    });
  });
  return account;
}
