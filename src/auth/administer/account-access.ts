import { doneBy, type Origin } from '../../audit/event.js';
import { record } from '../../audit/trail.js';
import { findAccount, type ListedAccount } from '../../users/directory.js';
import { findRoles, setDisabledAt } from '../../users/store.js';
import { endEverySession } from '../sessions.js';
import { type Administration, type Administrator, administer, requireGrantable } from './administrator.js';
import { keepingAnAdministrator } from './last-administrator.js';

/**
 * Disables an account and ends its sessions, from the next request on; does nothing where it is disabled.
 * @returns undefined where there is no such account
 * @throws ConflictError where no administrator would be left, InvalidTokenError as `administer` does
 */
export async function disableAccount(
  administration: Administration,
  by: Administrator,
  id: string,
  origin: Origin,
): Promise<ListedAccount | undefined> {
  const { db, now } = administration;
  if (!(await findAccount(db, id))) return undefined;
  await administer(administration, by, async (transaction) => {
    await keepingAnAdministrator(transaction, async () => {
      const disabledAt = now();
      if (!(await setDisabledAt(transaction, id, disabledAt))) return;
      const parties = doneBy(by, id);
      await record(transaction, { kind: 'AccountDisabled' }, parties, origin, disabledAt);
      await endEverySession(transaction, id, { parties, cause: 'ACCOUNT_DISABLED', origin, now: disabledAt });
    });
  });
  return findAccount(db, id);
}

/**
 * Lets a disabled account sign in again; does nothing where it is enabled.
 * @returns undefined where there is no such account
 * @throws ForbiddenError where its roles are more than the administrator holds: they are granted once more
 * @throws InvalidTokenError as `administer` does
 */
export async function enableAccount(
  administration: Administration,
  by: Administrator,
  id: string,
  origin: Origin,
): Promise<ListedAccount | undefined> {
  const { db, now } = administration;
  if (!(await findAccount(db, id))) return undefined;
  await administer(administration, by, async (transaction) => {
    if (!(await setDisabledAt(transaction, id, null))) return;
    await requireGrantable(transaction, administration.catalogue, by, await findRoles(transaction, id));
    await record(transaction, { kind: 'AccountEnabled' }, doneBy(by, id), origin, now());
  });
  return findAccount(db, id);
}
