import { createStore } from '../store.ts';
import type { AccessToken } from './token.ts';

/** Why nobody is signed in any more: somebody has signed out, or the server has ended the session. */
export type Ending = 'signedOut' | 'ended';

export type Session =
  /** Whether the browser has a refresh token is not known yet: no script can read it. */
  | { state: 'starting' }
  | { state: 'signedOut'; because?: Ending }
  /** `id` is another one for each sign-in. */
  | { state: 'signedIn'; id: number; token: AccessToken };

export const session = createStore<Session>({ state: 'starting' });

let signIns = 0;

export function tokenInHand(): AccessToken | null {
  const now = session.get();
  return now.state === 'signedIn' ? now.token : null;
}

export function begin(token: AccessToken): void {
  signIns += 1;
  session.set({ state: 'signedIn', id: signIns, token });
}

/** Goes on with another token of the same account. What comes after signing out comes too late. */
export function continueWith(token: AccessToken): void {
  const now = session.get();
  if (now.state === 'starting') begin(token);
  else if (now.state === 'signedIn' && now.token.obtainedAt < token.obtainedAt) session.set({ ...now, token });
}

/** @param at what was obtained after that goes on. Milliseconds since 1970 */
export function end(because: Ending, at: number): void {
  const token = tokenInHand();
  if (token && token.obtainedAt <= at) session.set({ state: 'signedOut', because });
}

/** Nobody was signed in. */
export function stayOut(): void {
  if (session.get().state === 'starting') session.set({ state: 'signedOut' });
}

/** Counts scopes as not held, whatever the token says: the account's roles are narrower by now. */
export function withdraw(scopes: readonly string[]): void {
  const now = session.get();
  if (now.state !== 'signedIn' || scopes.length === 0) return;
  const held = now.token.scopes.filter((scope) => !scopes.includes(scope));
  session.set({ ...now, token: { ...now.token, scopes: held } });
}
