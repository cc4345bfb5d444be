import type { Origin } from '../audit/event.js';
import { InvalidCredentialsError, OverloadedError } from '../errors.js';
import type { Authority } from './authority.js';
import { type Credentials, findBcryptCosts, findCredentials, replaceHash } from './credentials.js';
import { recordFailure } from './record-failure.js';
import { type IssuedToken, startSession } from './start-session.js';

export interface LoginRequest {
  username: string;
  password: string;
  /** Left out, or null: everything that the roles grant. */
  scopes?: readonly string[] | null | undefined;
}

/**
 * Exchanges a user name and a password for tokens with the scopes asked for, narrowed to what the roles grant.
 * @throws InvalidCredentialsError for a wrong password, an unknown user, a machine and a disabled account alike
 * @throws RateLimitedError after too many attempts, OverloadedError where too many wait
 */
export async function login(authority: Authority, request: LoginRequest, origin: Origin): Promise<IssuedToken> {
  const { username, password, scopes } = request;
  const { accountId } = await checkPassword(authority, username, password, origin);
  return startSession(authority, { accountId, method: 'PASSWORD', asked: scopes }, origin);
}

/**
 * The credentials of whom this is the password of, rehashed where the hash was imported.
 * @throws as `login` does
 */
export async function checkPassword(
  authority: Authority,
  username: string,
  password: string,
  origin: Origin,
): Promise<Credentials> {
  const { db, limit } = authority;
  await limit.count(username);
  const credentials = await findCredentials(db, username);
  const isRight = await isPasswordOf(authority, credentials, password).catch(async (error: unknown) => {
    if (error instanceof OverloadedError) await limit.takeBack(username);
    throw error;
  });
  if (!credentials || !isRight) {
    await recordFailure(authority, 'PASSWORD', credentials?.accountId, origin);
    throw new InvalidCredentialsError();
  }
  await limit.forget(username);
  return credentials.bcryptCost === null ? credentials : rehash(authority, credentials, password);
}

async function isPasswordOf(
  { db, passwords }: Authority,
  credentials: Credentials | undefined,
  password: string,
): Promise<boolean> {
  const isRight = await passwords.verify(password, credentials, await findBcryptCosts(db));
  return isRight && credentials?.disabled === false;
}

/** @returns the credentials as they are then */
async function rehash({ db, passwords }: Authority, credentials: Credentials, password: string): Promise<Credentials> {
  try {
    const hash = await passwords.hash(password);
    return (await replaceHash(db, credentials, hash)) ? { ...credentials, hash, bcryptCost: null } : credentials;
  } catch (error) {
    // Too busy: the next sign-in will do.
    if (error instanceof OverloadedError) return credentials;
    throw error;
  }
}
