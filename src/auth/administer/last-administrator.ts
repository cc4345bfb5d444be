import type { Database } from '../../db/tables.js';
import { ConflictError } from '../../errors.js';

/** The role that somebody must always have, or nobody could ever be given it again. */
export const ADMIN = 'admin';

/**
 * Does what may take an administrator away, unless it was the last one: an enabled person with the role `admin`,
 * who has a password or an outside issuer to sign in with.
 * @param transaction in which nobody else administers
 * @throws ConflictError where nobody would be left
 */
export async function keepingAnAdministrator<T>(transaction: Database, change: () => Promise<T>): Promise<T> {
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
    .where(({ or, exists, selectFrom }) =>
      or([
        exists(selectFrom('passwords').select('account_id').whereRef('account_id', '=', 'accounts.id')),
        exists(selectFrom('outside_identities').select('account_id').whereRef('account_id', '=', 'accounts.id')),
      ]),
    )
    .limit(1)
    .executeTakeFirst();
  return anyone !== undefined;
}
