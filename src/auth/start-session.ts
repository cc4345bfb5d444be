import { doneByOwner, type Origin, type SignInMethod } from '../audit/event.js';
import { record } from '../audit/trail.js';
import type { Database } from '../db/tables.js';
import type { Authority } from './authority.js';
import { isEnabledStill } from './credentials.js';
import { newSecret } from './opaque-secret.js';
import { insertRefreshToken } from './refresh-tokens.js';
import { findGrantedScopes } from './roles.js';
import { deleteExpiredSessions, insertSession } from './sessions.js';
import { ACCESS_TOKEN_SECONDS } from './tokens.js';

export interface IssuedToken {
  accessToken: string;
  /** Seconds. */
  expiresIn: number;
  scopes: readonly string[];
  /** null where there is none: machines and temporary roles ask for a new token in the way they got this one. */
  refreshToken: RefreshToken | null;
}

export interface RefreshToken {
  secret: string;
  /** When its session ends. Milliseconds since 1970. */
  expiresAt: number;
}

/** Somebody whose credentials were right a moment ago. */
export interface Authenticated {
  accountId: string;
  method: SignInMethod;
  /** The scopes asked for; undefined or null for everything that the roles grant. */
  asked: readonly string[] | null | undefined;
  /** Of a machine: its client id, and which secret it was. */
  machine?: { clientId: string; secretId: string };
  /** Whether the credentials are still what they were; holds them until the transaction ends. */
  isStillSo: (transaction: Database) => Promise<boolean>;
}

/**
 * Starts a session with the scopes asked for, narrowed to what the roles grant, and records it. A person's can be refreshed,
 * a machine's lasts as long as its access token (RFC 6749, section 4.4.3).
 * @returns undefined where the credentials were changed, or the account disabled, while they were being looked at
 */
export async function startSession(
  { db, tokens, catalogue, sessionSeconds, now }: Authority,
  { accountId, method, asked, machine, isStillSo }: Authenticated,
  origin: Origin,
): Promise<IssuedToken | undefined> {
  const granted = await findGrantedScopes(db, accountId);
  const wanted = new Set(asked ?? catalogue);
  const scopes = catalogue.filter((scope) => granted.has(scope) && wanted.has(scope));
  const startsAt = now();
  const expiresAt = startsAt + (machine ? ACCESS_TOKEN_SECONDS : sessionSeconds) * 1_000;
  const refreshToken = machine ? null : newSecret();
  const { client } = origin;
  const session = { accountId, scopes, client, now: startsAt, expiresAt, secretId: machine?.secretId };
  await deleteExpiredSessions(db, startsAt);
  const sessionId = await db.transaction().execute(async (transaction) => {
    // Whoever changes the password or disables the account ends the sessions that there are: this one must not come after.
    if (!(await isStillSo(transaction)) || !(await isEnabledStill(transaction, accountId))) return undefined;
    const id = await insertSession(transaction, session);
    if (refreshToken !== null) await insertRefreshToken(transaction, id, refreshToken, startsAt);
    const event = { kind: 'SignedIn', method, sessionId: id, scopes } as const;
    await record(transaction, event, doneByOwner(accountId), origin, startsAt);
    return id;
  });
  if (sessionId === undefined) return undefined;
  const named = machine && { clientId: machine.clientId };
  const accessToken = await tokens.issue({ accountId, sessionId, scopes, seconds: ACCESS_TOKEN_SECONDS, ...named });
  return {
    accessToken,
    expiresIn: ACCESS_TOKEN_SECONDS,
    scopes,
    refreshToken: refreshToken === null ? null : { secret: refreshToken, expiresAt },
  };
}
