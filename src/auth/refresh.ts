import { happenedTo, type Origin } from '../audit/event.js';
import { lockRow } from '../db/lock.js';
import type { Database } from '../db/tables.js';
import { isWithin } from '../elapsed.js';
import { InvalidRefreshTokenError } from '../errors.js';
import type { Authority } from './authority.js';
import { isSecret } from './opaque-secret.js';
import { findOwner, findSuccession, type Owner, type Succession, spend } from './refresh-tokens.js';
import { findGrantedScopes } from './roles.js';
import { endSessions, lastUse } from './sessions.js';
import type { IssuedToken } from './start-session.js';
import { ACCESS_TOKEN_SECONDS } from './tokens.js';
import { watched } from './watch-sign-ins.js';

/**
 * Exchanges a refresh token for its successor and a new access token (RFC 9700, section 4.14.2). Its scopes are those of the
 * session, as far as the roles still grant them: they only ever become fewer.
 *
 * A token is spent once. Shown again it gives the same successor for a short while, as long as that was not used: an answer
 * may have been lost. After that it was stolen, by whomever: the session ends.
 * @throws InvalidRefreshTokenError where it is unknown, spent or expired, or the session or the account is no more
 */
export const refresh = watched('refresh_token', renewTokens);

async function renewTokens(authority: Authority, refreshToken: string, origin: Origin): Promise<IssuedToken> {
  const { db, tokens, now } = authority;
  const owner = isSecret(refreshToken) ? await findOwner(db, refreshToken) : undefined;
  if (!owner) throw new InvalidRefreshTokenError();
  const renewed = await db
    .transaction()
    .execute((transaction) => renew(transaction, authority, refreshToken, owner, origin));
  if (!renewed) throw new InvalidRefreshTokenError();
  const { successor, accountId, sessionId, scopes, expiresAt } = renewed;
  // At least a second: the session was still going on a moment ago.
  const expiresIn = Math.max(1, Math.min(ACCESS_TOKEN_SECONDS, Math.ceil((expiresAt - now()) / 1_000)));
  const accessToken = await tokens.issue({ accountId, sessionId, scopes, seconds: expiresIn });
  return { accessToken, expiresIn, scopes, refreshToken: { secret: successor, expiresAt } };
}

/** @returns undefined where the token is no good; then its session may have been ended, so that nothing is to be rolled back */
async function renew(
  transaction: Database,
  authority: Authority,
  refreshToken: string,
  { accountId, sessionId }: Owner,
  origin: Origin,
) {
  const { now } = authority;
  // In the order in which others take them. Of two at once, the second sees what the first has left.
  await lockRow(transaction, 'accounts', 'id', accountId);
  await lockRow(transaction, 'sessions', 'id', sessionId);
  const isFirst = await spend(transaction, refreshToken, now());
  const succession = await findSuccession(transaction, refreshToken);
  if (!succession) return undefined;
  if (!isFirst && !isLostAnswer(authority, succession)) {
    const ending = { parties: happenedTo(accountId), cause: 'REUSED', origin, now: now() } as const;
    await endSessions(transaction, { accountId, sessionId }, ending);
    return undefined;
  }
  const session = await narrow(transaction, authority, sessionId);
  return session && { ...session, sessionId, successor: succession.successor };
}

function isLostAnswer({ refreshGraceSeconds, now }: Authority, { spentAt, isSpentOn }: Succession): boolean {
  return !isSpentOn && isWithin(refreshGraceSeconds * 1_000, spentAt, now());
}

/**
 * Takes from a session the scopes that the roles no longer grant, and notes that it is used.
 * @returns undefined where the session or the account is no more
 */
async function narrow(transaction: Database, { catalogue, now }: Authority, sessionId: string) {
  const session = await findRefreshable(transaction, sessionId, now());
  if (!session) return undefined;
  const granted = await findGrantedScopes(transaction, session.accountId);
  const held = session.scopes.split(' ');
  const scopes = catalogue.filter((scope) => held.includes(scope) && granted.has(scope));
  const set = { scopes: scopes.join(' '), last_used_at: lastUse(session.lastUsedAt, now()) };
  await transaction.updateTable('sessions').set(set).where('id', '=', sessionId).execute();
  return { ...session, scopes };
}

function findRefreshable(db: Database, sessionId: string, now: number) {
  return db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .select(['accounts.id as accountId', 'scopes', 'expires_at as expiresAt', 'last_used_at as lastUsedAt'])
    .where('sessions.id', '=', sessionId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
}
