import type { Origin } from '../audit/event.js';
import type { Database } from '../db/tables.js';
import { InvalidCredentialsError } from '../errors.js';
import type { Authority } from './authority.js';
import { findClient, findMachine, isSecretStill } from './machine-secrets.js';
import { recordSignInFailure } from './record-sign-in-failure.js';
import { type IssuedToken, startSession } from './start-session.js';
import { watched } from './watch-sign-ins.js';

export interface LoginMachineRequest {
  clientId: string;
  clientSecret: string;
  /** Left out, or null: everything that the roles grant. */
  scopes?: readonly string[] | null | undefined;
}

/**
 * Exchanges a machine's client id and secret for an access token (as RFC 6749, section 4.4: no refresh token).
 * @throws InvalidCredentialsError for a wrong secret, an unknown client, a person and a disabled machine alike
 * @throws RateLimitedError after too many wrong secrets; a right one is let in all the same, as nobody guesses 256 bits and
 *   anybody could otherwise keep a machine out
 */
export const loginMachine = watched('client_secret', signMachineIn);

async function signMachineIn(
  authority: Authority,
  { clientId, clientSecret, scopes }: LoginMachineRequest,
  origin: Origin,
): Promise<IssuedToken> {
  const { db, now } = authority;
  const known = await findMachine(db, clientId, clientSecret);
  if (!known) throw await refusal(authority, clientId, origin);
  const { accountId, secretId } = known;
  const machine = { clientId, secretId };
  const isStillSo = (transaction: Database) => isSecretStill(transaction, secretId, now());
  const token = await startSession(
    authority,
    { accountId, method: 'CLIENT_SECRET', asked: scopes, machine, isStillSo },
    origin,
  );
  if (!token) throw await refusal(authority, clientId, origin);
  return token;
}

async function refusal(authority: Authority, clientId: string, origin: Origin): Promise<InvalidCredentialsError> {
  const attempt = { kind: 'machine', name: clientId, address: origin.address } as const;
  await authority.limit.count(attempt);
  const accountId = await findClient(authority.db, clientId);
  await recordSignInFailure(authority, { attempt, accountId, by: null }, origin);
  return new InvalidCredentialsError('client id or secret');
}
