import { doneBy, happenedTo, type Origin } from '../audit/event.js';
import { record } from '../audit/trail.js';
import type { Principal } from '../principal.js';
import type { Authority } from './authority.js';
import type { Attempt } from './login-limit.js';

export interface SignInFailure {
  attempt: Attempt;
  /** Whose name was given; undefined where it is nobody's, and then the trail does not hold it. */
  accountId: string | undefined;
  /** Who has signed in already; null for nobody. */
  by: Principal | null;
}

/**
 * Records that somebody tried to sign in. Under names that are nobody's, whoever likes could fill the trail: of those, some in a
 * minute from one address are enough to see what is going on. What is not recorded costs a write all the same, so that the time does
 * not tell which names are somebody's.
 */
export async function recordSignInFailure(
  { db, limit, isRecordedStranger, now }: Authority,
  { attempt, accountId, by }: SignInFailure,
  origin: Origin,
): Promise<void> {
  if (accountId === undefined && !isRecordedStranger(origin.address ?? '')) {
    await limit.mark(attempt);
    return;
  }
  const method = attempt.kind === 'machine' ? 'CLIENT_SECRET' : 'PASSWORD';
  const parties = by && accountId !== undefined ? doneBy(by, accountId) : happenedTo(accountId ?? null);
  await record(db, { kind: 'SignInFailed', method }, parties, origin, now());
}
