import { doneBy, type Origin } from '../../audit/event.js';
import { record } from '../../audit/trail.js';
import type { Database } from '../../db/tables.js';
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
  const { now } = administration;
  return changeAccount(administration, by, id, async (transaction) => {
    await keepingAnAdministrator(transaction, async () => {
      const disabledAt = now();
      if (!(await setDisabledAt(transaction, id, disabledAt))) return;
      const parties = doneBy(by, id);
      await record(transaction, { kind: 'AccountDisabled' }, parties, origin, disabledAt);
      await endEverySession(transaction, id, { parties, cause: 'ACCOUNT_DISABLED', origin, now: disabledAt });
    });
  });
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
  const { now } = administration;
  return changeAccount(administration, by, id, async (transaction) => {
    if (!(await setDisabledAt(transaction, id, null))) return;
    await requireGrantable(transaction, administration.catalogue, by, await findRoles(transaction, id));
    await record(transaction, { kind: 'AccountEnabled' }, doneBy(by, id), origin, now());
  });
}

/** @returns the account as it is then; undefined where there is none with this id, and nothing is done */
async function changeAccount(
  administration: Administration,
  by: Administrator,
  id: string,
  change: (transaction: Database) => Promise<void>,
): Promise<ListedAccount | undefined> {
  if (!(await findAccount(administration.db, id))) return undefined;
  await administer(administration, by, change);
  return findAccount(administration.db, id);
}
