import type { Origin } from '../audit/event.js';
import { findAccount, type ListedAccount } from '../users/directory.js';
import { setDisabledAt } from '../users/store.js';
import { type Administrator, recordBy } from './administrator.js';
import type { Authority } from './authority.js';
import { keepingAnAdministrator } from './last-administrator.js';
import { endEverything } from './sign-out.js';

/**
 * Disables an account and ends its sessions, from the next request on; does nothing where it is disabled.
 * @returns undefined where there is no such account
 * @throws ConflictError where no administrator would be left
 */
export async function disableAccount(
  { db, now }: Pick<Authority, 'db' | 'now'>,
  by: Administrator,
  id: string,
  origin: Origin,
): Promise<ListedAccount | undefined> {
  if (!(await findAccount(db, id))) return undefined;
  await db.transaction().execute(async (transaction) => {
    await keepingAnAdministrator(transaction, async () => {
      const disabledAt = now();
      if (!(await setDisabledAt(transaction, id, disabledAt))) return;
      await recordBy(transaction, by, { kind: 'AccountDisabled' }, id, origin, disabledAt);
      await endEverything(transaction, id, 'REVOKED', by?.account.id ?? null, origin, disabledAt);
    });
  });
  return findAccount(db, id);
}

/** Lets a disabled account sign in again. @returns undefined where there is no such account */
export async function enableAccount(
  { db, now }: Pick<Authority, 'db' | 'now'>,
  by: Administrator,
  id: string,
  origin: Origin,
): Promise<ListedAccount | undefined> {
  if (!(await findAccount(db, id))) return undefined;
  await db.transaction().execute(async (transaction) => {
    if (!(await setDisabledAt(transaction, id, null))) return;
    await recordBy(transaction, by, { kind: 'AccountEnabled' }, id, origin, now());
  });
  return findAccount(db, id);
}
