import { doneBy, happenedTo, type Origin, type SignInMethod } from '../audit/event.js';
import { record } from '../audit/trail.js';
import type { Principal } from '../principal.js';
import type { Authority } from './authority.js';

/**
 * Records that somebody tried to sign in. Under names that are nobody's, whoever likes could fill the trail: of those, some in a
 * minute from one address are enough to see what is going on.
 * @param accountId whose name was given; undefined where it is nobody's, and then the trail does not hold it
 * @param by who has signed in already; null for nobody
 */
export async function recordSignInFailure(
  { db, isRecordedStranger, now }: Authority,
  method: SignInMethod,
  accountId: string | undefined,
  by: Principal | null,
  origin: Origin,
): Promise<void> {
  if (accountId === undefined && !isRecordedStranger(origin.address ?? '')) return;
  const parties = by && accountId !== undefined ? doneBy(by, accountId) : happenedTo(accountId ?? null);
  await record(db, { kind: 'SignInFailed', method }, parties, origin, now());
}
