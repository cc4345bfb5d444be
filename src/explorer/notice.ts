import type { Refusal } from './refusal.js';
import type { SignedIn } from './session.js';

/** What has just happened and wants to be known. */
export type Notice =
  | { kind: 'REFUSED'; refusal: Refusal }
  | { kind: 'SIGNED_IN'; username: string; withheld: readonly string[]; mayRunAgain: boolean }
  | { kind: 'TOLD'; text: string; isBad: boolean };

/**
 * What there is to say of a sign-in.
 * @param wanted the scopes that were asked for; what of them was not granted is `withheld`
 * @param before what was said last: after a refusal, the operation may be run again where nothing it lacked is withheld
 */
export function noticeOfSignIn(
  { username, scopes }: SignedIn,
  wanted: readonly string[],
  before: Notice | null,
): Notice {
  const withheld = wanted.filter((scope) => !scopes.includes(scope));
  const mayRunAgain = before?.kind === 'REFUSED' && before.refusal.missing.every((scope) => scopes.includes(scope));
  return { kind: 'SIGNED_IN', username, withheld, mayRunAgain };
}
