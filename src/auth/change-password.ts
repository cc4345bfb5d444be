import type { Origin } from '../audit/event.js';
import { record } from '../audit/trail.js';
import { ConflictError, ForbiddenError } from '../errors.js';
import type { Principal } from '../principal.js';
import type { Authority } from './authority.js';
import { hasPassword, replaceHash } from './credentials.js';
import { checkPassword } from './login.js';
import { requireGoodPassword } from './password-rule.js';
import { endSessions } from './sessions.js';

export interface PasswordChange {
  /** The password that is to be replaced. */
  current: string;
  new: string;
}

/**
 * Changes one's own password, and ends every other session of the account: whoever knew the old one is out.
 * @throws ForbiddenError in a temporary role, which may not change credentials, and where the account has no password
 * @throws BadUserInputError where the new one is too short, RateLimitedError and OverloadedError as `login` does
 * @throws InvalidCredentialsError where the current one is wrong
 * @throws ConflictError where it has been changed in the meantime
 */
export async function changePassword(
  authority: Authority,
  { account, session }: Principal,
  change: PasswordChange,
  origin: Origin,
): Promise<void> {
  if (session.kind === 'ASSUMED') throw new ForbiddenError('A temporary role may not change credentials.');
  const { db, passwords, now } = authority;
  const { id: accountId, username } = account;
  if (!(await hasPassword(db, accountId))) throw new ForbiddenError('This account does not sign in with a password.');
  requireGoodPassword(change.new, username, 'new');
  const credentials = await checkPassword(authority, username, change.current, origin);
  const hash = await passwords.hash(change.new);
  const changedAt = now();
  await db.transaction().execute(async (transaction) => {
    if (!(await replaceHash(transaction, credentials, hash))) {
      throw new ConflictError('The password has been changed in the meantime.');
    }
    const parties = { actorId: accountId, accountId };
    await record(transaction, { kind: 'PasswordChanged' }, parties, origin, changedAt);
    const except = session.kind === 'SIGNED_IN' ? { exceptId: session.id } : {};
    const ending = { accountId, ...except, cause: 'EVERYWHERE', actorId: accountId, origin, now: changedAt } as const;
    await endSessions(transaction, ending);
  });
}
