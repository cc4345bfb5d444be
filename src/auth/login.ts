import type { Origin } from '../audit/event.js';
import { InvalidCredentialsError, OverloadedError } from '../errors.js';
import type { Principal } from '../principal.js';
import type { Authority } from './authority.js';
import { type Credentials, findBcryptCosts, findCredentials, isPasswordStill, replaceHash } from './credentials.js';
import type { Attempt } from './login-limit.js';
import { recordSignInFailure } from './record-sign-in-failure.js';
import { type IssuedToken, startSession } from './start-session.js';
import { watched } from './watch-sign-ins.js';

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
export const login = watched('password', signIn);

async function signIn(authority: Authority, request: LoginRequest, origin: Origin): Promise<IssuedToken> {
  const credentials = await checkPassword(authority, request, null, origin);
  const token = await startSession(
    authority,
    {
      accountId: credentials.accountId,
      method: 'PASSWORD',
      asked: request.scopes,
      isStillSo: (transaction) => isPasswordStill(transaction, credentials),
    },
    origin,
  );
  if (token) return token;
  const attempt = attemptOf(request, origin);
  await recordSignInFailure(authority, { attempt, accountId: credentials.accountId, by: null }, origin);
  throw new InvalidCredentialsError();
}

/**
 * The credentials of whom this is the password of, rehashed where the hash was imported.
 * @param by who has signed in already, and gives their password once more; null for nobody
 * @throws as `login` does
 */
export async function checkPassword(
  authority: Authority,
  { username, password }: LoginRequest,
  by: Principal | null,
  origin: Origin,
): Promise<Credentials> {
  const { db, limit } = authority;
  const attempt = attemptOf({ username }, origin);
  await limit.count(attempt);
  const credentials = await findCredentials(db, username);
  const isRight = await isPasswordOf(authority, credentials, password).catch(async (error: unknown) => {
    if (error instanceof OverloadedError) await limit.takeBack(attempt);
    throw error;
  });
  if (!credentials || !isRight) {
    await recordSignInFailure(authority, { attempt, accountId: credentials?.accountId, by }, origin);
    throw new InvalidCredentialsError(by ? 'password' : 'username or password');
  }
  await limit.forget(attempt);
  return credentials.bcryptCost === null ? credentials : rehash(authority, username, credentials, password);
}

function attemptOf({ username }: Pick<LoginRequest, 'username'>, { address }: Origin): Attempt {
  return { kind: 'person', name: username, address };
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
async function rehash(
  { db, passwords }: Authority,
  username: string,
  credentials: Credentials,
  password: string,
): Promise<Credentials> {
  try {
    const hash = await passwords.hash(password);
    if (await replaceHash(db, credentials, hash)) return { ...credentials, hash, bcryptCost: null };
    // Somebody else was faster: another sign-in with this password, or a change to another.
    const newer = await findCredentials(db, username);
    return newer && (await passwords.verify(password, newer, [])) ? newer : credentials;
  } catch (error) {
    // Too busy: the next sign-in will do, unless another one has put its own hash there.
    const isBusy = error instanceof OverloadedError;
    if (isBusy && (await findCredentials(db, username))?.hash === credentials.hash) return credentials;
    throw error;
  }
}
