import type { Database } from '../db/tables.js';
import { InvalidCredentialsError, OverloadedError } from '../errors.js';
import {
  type Credentials,
  findBcryptCosts,
  findCredentials,
  findGrantedScopes,
  replaceImportedHash,
} from './credentials.js';
import type { LoginLimit } from './login-limit.js';
import type { Passwords } from './passwords.js';
import { ACCESS_TOKEN_SECONDS, type Tokens } from './tokens.js';

export interface LoginRequest {
  username: string;
  password: string;
  /** Left out, or null: everything that the roles grant. */
  scopes?: readonly string[] | null | undefined;
}

export interface IssuedToken {
  accessToken: string;
  /** Seconds. */
  expiresIn: number;
  scopes: readonly string[];
}

export interface LoginDependencies {
  db: Database;
  passwords: Passwords;
  limit: LoginLimit;
  tokens: Tokens;
  /** Every scope that there is, in the order in which a token names them. */
  catalogue: readonly string[];
}

/**
 * Exchanges a user name and a password for an access token with the scopes asked for, narrowed to what the roles grant.
 * @throws InvalidCredentialsError for a wrong password, an unknown user and a disabled account alike
 * @throws RateLimitedError after too many attempts, OverloadedError where too many wait
 */
export type Login = (request: LoginRequest) => Promise<IssuedToken>;

export function createLogin({ db, passwords, limit, tokens, catalogue }: LoginDependencies): Login {
  return async ({ username, password, scopes }) => {
    await limit.count(username);
    const accountId = await verifiedAccount(db, passwords, username, password).catch(async (error: unknown) => {
      if (error instanceof OverloadedError) await limit.takeBack(username);
      throw error;
    });
    await limit.forget(username);
    const granted = await findGrantedScopes(db, accountId);
    const asked = new Set(scopes ?? catalogue);
    const narrowed = catalogue.filter((scope) => granted.has(scope) && asked.has(scope));
    const accessToken = await tokens.issue({ accountId, scopes: narrowed });
    return { accessToken, expiresIn: ACCESS_TOKEN_SECONDS, scopes: narrowed };
  };
}

async function verifiedAccount(db: Database, passwords: Passwords, username: string, password: string) {
  const credentials = await findCredentials(db, username);
  const correct = await passwords.verify(password, credentials, await findBcryptCosts(db));
  if (!credentials || !correct || credentials.disabled) throw new InvalidCredentialsError();
  if (credentials.bcryptCost !== null) await rehash(db, passwords, credentials, password);
  return credentials.accountId;
}

async function rehash(db: Database, passwords: Passwords, credentials: Credentials, password: string): Promise<void> {
  try {
    await replaceImportedHash(db, credentials, await passwords.hash(password));
  } catch (error) {
    // Too busy: the next sign-in will do.
    if (!(error instanceof OverloadedError)) throw error;
  }
}
