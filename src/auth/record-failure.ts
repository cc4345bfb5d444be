import type { Origin, SignInMethod } from '../audit/event.js';
import { record } from '../audit/trail.js';
import type { Authority } from './authority.js';

/** @param accountId whose name was given; undefined where it is nobody's, and then the trail does not hold it */
export async function recordFailure(
  { db, now }: Authority,
  method: SignInMethod,
  accountId: string | undefined,
  origin: Origin,
): Promise<void> {
  const parties = { actorId: null, accountId: accountId ?? null };
  await record(db, { kind: 'SignInFailed', method }, parties, origin, now());
}
