import type { Origin } from '../audit/event.js';
import type { Database } from '../db/tables.js';
import { InvalidTokenError } from '../errors.js';
import type { Principal } from '../principal.js';
import { findRoles } from '../users/store.js';
import { findOutsideAccount } from './outside/accounts.js';
import type { OutsideToken, OutsideTokens } from './outside/tokens.js';
import { scopesOfRoles } from './roles.js';
import { findLiveSession } from './sessions.js';
import type { Tokens } from './tokens.js';

/** The header of RFC 6750, section 2.1. The name of the scheme is case-insensitive (RFC 9110, section 11.1). */
export const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/**
 * Finds out who is asking.
 * @param authorization every `Authorization` header of the request
 * @returns null where there is none
 * @throws InvalidTokenError unless there is exactly one, with a valid token, whose account exists and is enabled, and whose
 *   session goes on
 * @throws IssuerUnavailableError where an outside issuer cannot be asked for its keys
 */
export type Identify = (authorization: readonly string[], origin: Origin) => Promise<Principal | null>;

export interface IdentifyDependencies {
  db: Database;
  tokens: Tokens;
  outsideTokens: OutsideTokens;
  /** Milliseconds since 1970. */
  now: () => number;
}

// Account, session and roles are read on every request: a token must not outlive any of them.

export function createIdentify({ db, tokens, outsideTokens, now }: IdentifyDependencies): Identify {
  return async (authorization, origin) => {
    if (authorization.length === 0) return null;
    const jwt = bearerToken(authorization);
    const outside = await outsideTokens.verify(jwt);
    return outside ? identifyOutsider(db, outside, origin, now()) : identifyOurs(db, tokens, jwt, now());
  };
}

async function identifyOurs(db: Database, tokens: Tokens, jwt: string, now: number): Promise<Principal> {
  const { accountId, sessionId, scopes } = await tokens.verify(jwt);
  const live = await findLiveSession(db, { id: sessionId, accountId, now });
  if (!live) throw noLonger();
  const { account, session, granted } = live;
  return { account, session, scopes: scopes.filter((scope) => granted.has(scope)) };
}

/** What the issuer put into the token, as far as the account's roles, or roles that the issuer decides, grant it. */
async function identifyOutsider(db: Database, token: OutsideToken, origin: Origin, now: number): Promise<Principal> {
  const account = await findOutsideAccount(db, token, origin, now);
  if (!account) throw noLonger();
  const granted = await scopesOfRoles(db, [...(await findRoles(db, account.id)), ...token.roles]);
  const scopes = token.scopes === null ? [...granted] : token.scopes.filter((scope) => granted.has(scope));
  const { digest: tokenDigest, issuedAt, expiresAt } = token;
  return { account, scopes, session: { kind: 'OUTSIDE', tokenDigest, issuedAt, expiresAt } };
}

function noLonger(): InvalidTokenError {
  return new InvalidTokenError('The account of the token is gone or disabled, or its session has ended.');
}

function bearerToken([header, ...more]: readonly string[]): string {
  // Node itself keeps the first of several, where a proxy in front may have checked the last.
  if (header === undefined || more.length > 0) throw new InvalidTokenError('More than one Authorization header.');
  const token = BEARER.exec(header)?.[1];
  if (token === undefined) throw new InvalidTokenError('The Authorization header does not hold a bearer token.');
  return token;
}
