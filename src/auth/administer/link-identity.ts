import { happenedTo, type Origin } from '../../audit/event.js';
import { record } from '../../audit/trail.js';
import { ConflictError } from '../../errors.js';
import { insertIdentity, type OutsideIdentity } from '../outside/accounts.js';
import { type Administration, administer } from './administrator.js';

/**
 * Lets whom an outside issuer calls `subject` use an account.
 * @throws ConflictError where that issuer's subject has an account already
 */
export async function linkIdentity(
  administration: Pick<Administration, 'db' | 'now'>,
  accountId: string,
  identity: OutsideIdentity,
  origin: Origin,
): Promise<void> {
  await administer(administration, null, async (transaction) => {
    if (!(await insertIdentity(transaction, identity, accountId))) {
      throw new ConflictError('This subject of the issuer has an account already.');
    }
    await record(
      transaction,
      { kind: 'IdentityLinked', ...identity },
      happenedTo(accountId),
      origin,
      administration.now(),
    );
  });
}
