import type { Database } from '../db/tables.js';
import { ConflictError } from '../errors.js';

/** The role that somebody must always have, or nobody could ever be given it again. */
const ADMIN = 'admin';

/**
 * Does what may take an administrator away, unless it was the last one: an enabled person with the role `admin`.
 * @param transaction in which to do it; it waits for others who do the same, so that two cannot remove each other at once
 * @throws ConflictError where nobody would be left
 */
export async function keepingAnAdministrator<T>(transaction: Database, change: () => Promise<T>): Promise<T> {
  // A lock on both databases: the row is written to.
  await transaction
    .updateTable('roles')
    .set(({ ref }) => ({ name: ref('name') }))
    .where('name', '=', ADMIN)
    .execute();
  const before = await hasAdministrator(transaction);
  const result = await change();
  if (before && !(await hasAdministrator(transaction))) {
    throw new ConflictError('Somebody must be left who is an administrator.');
  }
  return result;
}

async function hasAdministrator(db: Database): Promise<boolean> {
  const anyone = await db
    .selectFrom('account_roles')
    .innerJoin('accounts', 'accounts.id', 'account_roles.account_id')
    .select('id')
    .where('role', '=', ADMIN)
    .where('kind', '=', 'PERSON')
    .where('disabled_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return anyone !== undefined;
}
