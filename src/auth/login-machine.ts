import type { Origin } from '../audit/event.js';
import { InvalidCredentialsError } from '../errors.js';
import type { Authority } from './authority.js';
import { checkSecret } from './machine-secrets.js';
import { recordFailure } from './record-failure.js';
import { type IssuedToken, startSession } from './start-session.js';

export interface LoginMachineRequest {
  clientId: string;
  clientSecret: string;
  /** Left out, or null: everything that the roles grant. */
  scopes?: readonly string[] | null | undefined;
}

/**
 * Exchanges a machine's client id and secret for an access token (as RFC 6749, section 4.4: no refresh token).
 * @throws InvalidCredentialsError for a wrong secret, an unknown client, a person and a disabled machine alike
 * @throws RateLimitedError after too many attempts
 */
export async function loginMachine(
  authority: Authority,
  { clientId, clientSecret, scopes }: LoginMachineRequest,
  origin: Origin,
): Promise<IssuedToken> {
  const { db, limit, now } = authority;
  // Not the name alone: a machine's failures must not count against a person, who has the same kind of name.
  const attempt = `machine ${clientId}`;
  await limit.count(attempt);
  const { accountId, isRight } = await checkSecret(db, clientId, clientSecret, now());
  if (accountId === undefined || !isRight) {
    await recordFailure(authority, 'CLIENT_SECRET', accountId, origin);
    throw new InvalidCredentialsError('client id or secret');
  }
  await limit.forget(attempt);
  return startSession(authority, { accountId, method: 'CLIENT_SECRET', asked: scopes, clientId }, origin);
}
