import { doneBy, type Origin } from '../audit/event.js';
import { record } from '../audit/trail.js';
import { BadUserInputError, ForbiddenError } from '../errors.js';
import type { Principal } from '../principal.js';
import { didYouMean } from '../scopes/did-you-mean.js';
import { readLine } from '../text-input.js';
import type { Authority } from './authority.js';
import { findAssumableRoles, findGrantedScopes, scopesOfRoles } from './roles.js';
import { insertSession, requireSignedIn } from './sessions.js';
import type { IssuedToken } from './start-session.js';

export interface AssumeRoleRequest {
  role: string;
  /** Why, for the token and the audit trail: a line of 1 to 200 characters. */
  reason: string;
  /** How long; at most what the role allows. */
  seconds: number;
}

const MOST_REASON_CHARACTERS = 200;

/**
 * Gives a token for a temporary role: with the scopes of that role alone, for a short while, without a refresh token.
 * @throws ForbiddenError in a temporary role already, for a role that the account may not assume or that there is not, and
 *   with a token that was asked for less than its roles grant, which must not come to more
 * @throws BadUserInputError where the reason is none, or it is for too long
 * @throws InvalidTokenError where the session was ended at the same time
 */
export async function assumeRole(
  authority: Authority,
  principal: Principal,
  { role, reason: text, seconds: asked }: AssumeRoleRequest,
  origin: Origin,
): Promise<IssuedToken> {
  const { db, tokens, catalogue, now } = authority;
  const reason = readLine(text, MOST_REASON_CHARACTERS, 'reason');
  const { account, session: within } = principal;
  await requireAssumable(authority, principal, role, asked);
  const granted = await scopesOfRoles(db, [role]);
  const scopes = catalogue.filter((scope) => granted.has(scope));
  const startsAt = now();
  const seconds = Math.min(asked, secondsLeft(principal, startsAt));
  const sessionId = await db.transaction().execute(async (transaction) => {
    await requireSignedIn(transaction, principal, startsAt);
    const id = await insertSession(transaction, {
      accountId: account.id,
      scopes,
      client: origin.client,
      now: startsAt,
      expiresAt: startsAt + seconds * 1_000,
      assumption: { role, reason, within },
    });
    const event = { kind: 'RoleAssumed', role, reason, seconds, sessionId: id } as const;
    await record(transaction, event, doneBy(principal, account.id), origin, startsAt);
    return id;
  });
  const request = { accountId: account.id, sessionId, scopes, seconds, assumption: { role, reason } };
  return { accessToken: await tokens.issue(request), expiresIn: seconds, scopes, refreshToken: null };
}

/** A person's role ends with the session at the latest. A machine's is as short as its token, and no bound to what it does. */
function secondsLeft({ account, session }: Principal, now: number): number {
  if (session.kind !== 'SIGNED_IN' || account.kind === 'MACHINE') return Number.POSITIVE_INFINITY;
  return Math.ceil((session.expiresAt - now) / 1_000);
}

async function requireAssumable(
  { db, catalogue }: Authority,
  { account, scopes, session }: Principal,
  role: string,
  seconds: number,
): Promise<void> {
  if (session.kind === 'ASSUMED') throw new ForbiddenError('No role can be assumed in a temporary role.');
  const assumable = await findAssumableRoles(db, account.id);
  const most = assumable.get(role);
  if (most === undefined) {
    throw new ForbiddenError(
      `You may not assume the role ${JSON.stringify(role)}.${didYouMean(role, assumable.keys())}`,
    );
  }
  // A token for less, which was perhaps given to a script, would otherwise be one for more.
  const granted = await findGrantedScopes(db, account.id);
  const required = catalogue.filter((scope) => granted.has(scope));
  const missing = required.filter((scope) => !scopes.includes(scope));
  if (missing.length > 0) {
    throw new ForbiddenError('Only a token with every scope that your roles grant may assume a role.', {
      required,
      missing,
    });
  }
  if (seconds > most) throw new BadUserInputError('seconds', `expected 1 to ${most}, found ${seconds}.`);
}
