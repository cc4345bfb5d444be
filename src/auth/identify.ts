import type { Database } from '../db/tables.js';
import { InvalidTokenError } from '../errors.js';
import type { Principal } from '../principal.js';
import { findEnabledAccount } from '../users/store.js';
import type { Tokens } from './tokens.js';

/** The header of RFC 6750, section 2.1. The name of the scheme is case-insensitive (RFC 9110, section 11.1). */
const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/**
 * Finds out who is asking.
 * @param authorization every `Authorization` header of the request
 * @returns null where there is none
 * @throws InvalidTokenError unless there is exactly one, with a valid token, whose account exists and is enabled
 */
export type Identify = (authorization: readonly string[]) => Promise<Principal | null>;

export function createIdentify(db: Database, tokens: Tokens): Identify {
  return async (authorization) => {
    if (authorization.length === 0) return null;
    const { accountId, scopes } = await tokens.verify(bearerToken(authorization));
    // Read on every request: a token must not outlive its account.
    const account = await findEnabledAccount(db, accountId);
    if (!account) throw new InvalidTokenError('The account of the token is gone or disabled.');
    return { account, scopes };
  };
}

function bearerToken([header, ...more]: readonly string[]): string {
  // Node itself keeps the first of several, where a proxy in front may have checked the last.
  if (header === undefined || more.length > 0) throw new InvalidTokenError('More than one Authorization header.');
  const token = BEARER.exec(header)?.[1];
  if (token === undefined) throw new InvalidTokenError('The Authorization header does not hold a bearer token.');
  return token;
}
