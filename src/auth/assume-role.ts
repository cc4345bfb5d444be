import type { Origin } from '../audit/event.js';
import { record } from '../audit/trail.js';
import { BadUserInputError, ForbiddenError } from '../errors.js';
import type { Principal } from '../principal.js';
import { didYouMean } from '../scopes/did-you-mean.js';
import { readLine } from '../text-input.js';
import type { Authority } from './authority.js';
import { findAssumableRoles, findGrantedScopes, scopesOfRoles } from './roles.js';
import { insertSession } from './sessions.js';
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
 */
export async function assumeRole(
  authority: Authority,
  principal: Principal,
  { role, reason: text, seconds }: AssumeRoleRequest,
  origin: Origin,
): Promise<IssuedToken> {
  const { db, tokens, catalogue, now } = authority;
  const reason = readLine(text, MOST_REASON_CHARACTERS, 'reason');
  const accountId = principal.account.id;
  await requireAssumable(authority, principal, role, seconds);
  const granted = await scopesOfRoles(db, [role]);
  const scopes = catalogue.filter((scope) => granted.has(scope));
  const startsAt = now();
  const { session } = principal;
  const assumption = { role, reason, parentId: session.kind === 'SIGNED_IN' ? session.id : null };
  const expiresAt = startsAt + seconds * 1_000;
  const sessionId = await db.transaction().execute(async (transaction) => {
    const { client } = origin;
    const id = await insertSession(transaction, { accountId, scopes, client, now: startsAt, expiresAt, assumption });
    const event = { kind: 'RoleAssumed', role, reason, seconds, sessionId: id } as const;
    await record(transaction, event, { actorId: accountId, accountId }, origin, startsAt);
    return id;
  });
  const accessToken = await tokens.issue({ accountId, sessionId, scopes, seconds, assumption });
  return { accessToken, expiresIn: seconds, scopes, refreshToken: null };
}

async function requireAssumable(
  { db }: Authority,
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
  const required = [...(await findGrantedScopes(db, account.id))];
  const missing = required.filter((scope) => !scopes.includes(scope));
  if (missing.length > 0) {
    throw new ForbiddenError('Only a token with every scope that your roles grant may assume a role.', {
      required,
      missing,
    });
  }
  if (seconds > most) throw new BadUserInputError('seconds', `expected 1 to ${most}, found ${seconds}.`);
}
