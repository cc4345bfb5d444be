import { doneBy, type Origin } from '../audit/event.js';
import { record } from '../audit/trail.js';
import { ConflictError, ForbiddenError } from '../errors.js';
import type { Principal } from '../principal.js';
import type { Authority } from './authority.js';
import { findCredentials, replaceHash } from './credentials.js';
import { checkPassword } from './login.js';
import { requireGoodPassword } from './password-rule.js';
import { type Ending, endSessions } from './sessions.js';
import { refuseTemporaryRole } from './temporary-role.js';

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
  principal: Principal,
  change: PasswordChange,
  origin: Origin,
): Promise<void> {
  refuseTemporaryRole(principal);
  const { db, passwords, now } = authority;
  const { account, session } = principal;
  const { id: accountId, username } = account;
  const stored = await findCredentials(db, username);
  if (!stored) throw new ForbiddenError('This account does not sign in with a password.');
  requireGoodPassword(change.new, username, 'new');
  const credentials = await checkPassword(authority, { username, password: change.current }, principal, origin);
  const hash = await passwords.hash(change.new);
  const except = session.kind === 'SIGNED_IN' ? { exceptId: session.id } : {};
  const ending: Ending = { parties: doneBy(principal, accountId), cause: 'PASSWORD_CHANGED', origin, now: now() };
  await db.transaction().execute(async (transaction) => {
    if (!(await replaceHash(transaction, credentials, hash))) {
      throw new ConflictError('The password has been changed in the meantime.');
    }
    await record(transaction, { kind: 'PasswordChanged' }, ending.parties, origin, ending.now);
    await endSessions(transaction, { accountId, ...except }, ending);
  });
}
