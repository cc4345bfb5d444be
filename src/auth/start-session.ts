import type { Origin, SignInMethod } from '../audit/event.js';
import { record } from '../audit/trail.js';
import type { Authority } from './authority.js';
import { insertRefreshToken, newRefreshToken } from './refresh-tokens.js';
import { findGrantedScopes } from './roles.js';
import { deleteExpiredSessions, insertSession } from './sessions.js';
import { ACCESS_TOKEN_SECONDS } from './tokens.js';

export interface IssuedToken {
  accessToken: string;
  /** Seconds. */
  expiresIn: number;
  scopes: readonly string[];
  /** null where there is none: machines and temporary roles ask for a new token in the way they got this one. */
  refreshToken: string | null;
}

/** Somebody whose credentials were right. */
export interface SignedIn {
  accountId: string;
  method: SignInMethod;
  /** The scopes asked for; undefined or null for everything that the roles grant. */
  asked: readonly string[] | null | undefined;
  /** Of a machine. */
  clientId?: string;
}

/**
 * Starts a session with the scopes asked for, narrowed to what the roles grant. A person's can be refreshed, a machine's
 * lasts as long as its access token (RFC 6749, section 4.4.3).
 */
export async function startSession(
  { db, tokens, catalogue, sessionSeconds, now }: Authority,
  { accountId, method, asked, clientId }: SignedIn,
  origin: Origin,
): Promise<IssuedToken> {
  const granted = await findGrantedScopes(db, accountId);
  const wanted = new Set(asked ?? catalogue);
  const scopes = catalogue.filter((scope) => granted.has(scope) && wanted.has(scope));
  const startsAt = now();
  const refreshToken = method === 'PASSWORD' ? newRefreshToken() : null;
  const lasts = refreshToken === null ? ACCESS_TOKEN_SECONDS : sessionSeconds;
  const session = { accountId, scopes, client: origin.client, now: startsAt, expiresAt: startsAt + lasts * 1_000 };
  const sessionId = await db.transaction().execute(async (transaction) => {
    await deleteExpiredSessions(transaction, startsAt);
    const id = await insertSession(transaction, session);
    if (refreshToken !== null) await insertRefreshToken(transaction, id, refreshToken, startsAt);
    const event = { kind: 'SignedIn', method, sessionId: id, scopes } as const;
    await record(transaction, event, { actorId: accountId, accountId }, origin, startsAt);
    return id;
  });
  const expiresIn = Math.min(ACCESS_TOKEN_SECONDS, lasts);
  const named = clientId === undefined ? {} : { clientId };
  const accessToken = await tokens.issue({ accountId, sessionId, scopes, seconds: expiresIn, ...named });
  return { accessToken, expiresIn, scopes, refreshToken };
}
