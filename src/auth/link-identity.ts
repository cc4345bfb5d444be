import type { Origin } from '../audit/event.js';
import { ConflictError } from '../errors.js';
import { recordBy } from './administrator.js';
import type { Authority } from './authority.js';

/**
 * Lets whom an outside issuer calls `subject` use an account.
 * @throws ConflictError where that issuer's subject has an account already
 */
export async function linkIdentity(
  { db, now }: Pick<Authority, 'db' | 'now'>,
  accountId: string,
  identity: { issuer: string; subject: string },
  origin: Origin,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('outside_identities')
      .values({ ...identity, account_id: accountId })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (!numInsertedOrUpdatedRows) throw new ConflictError('This subject of the issuer has an account already.');
    await recordBy(transaction, null, { kind: 'IdentityLinked', ...identity }, accountId, origin, now());
  });
}
