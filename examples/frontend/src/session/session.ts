import { createStore } from '../store.ts';
import type { AccessToken } from './token.ts';

/** Why nobody is signed in any more: somebody has signed out, the server has ended the session, or another account has its place. */
export type Ending = 'signedOut' | 'ended' | 'replaced';

export type Session =
  /** Whether the browser has a refresh token is not known yet: no script can read it. */
  { state: 'starting' } | { state: 'signedOut'; because?: Ending } | { state: 'signedIn'; token: AccessToken };

export const session = createStore<Session>({ state: 'starting' });

/** Whoever asked for something is not signed in any more. It has nobody to be shown to. */
export class SessionEndedError extends Error {
  constructor() {
    super('The session has ended.');
  }
}

export function tokenInHand(): AccessToken | null {
  const now = session.get();
  return now.state === 'signedIn' ? now.token : null;
}

/** The sign-in that goes on. @throws SessionEndedError */
export function currentSignIn(): string {
  const token = tokenInHand();
  if (!token) throw new SessionEndedError();
  return token.signIn;
}

/** The token of this sign-in and of no other. @throws SessionEndedError */
export function tokenOf(signIn: string): AccessToken {
  const token = tokenInHand();
  if (token?.signIn !== signIn) throw new SessionEndedError();
  return token;
}

export function begin(token: AccessToken): void {
  session.set({ state: 'signedIn', token });
}

/** Goes on with a newer token; one of another sign-in takes its place. What comes after signing out comes too late. */
export function continueWith(token: AccessToken): void {
  const now = session.get();
  if (now.state === 'starting' || (now.state === 'signedIn' && now.token.serial < token.serial)) begin(token);
}

/** Another sign-in than this goes on. */
export function end(because: Ending, signIn: string): void {
  if (tokenInHand()?.signIn === signIn) session.set({ state: 'signedOut', because });
}

/** Nobody was signed in. */
export function stayOut(): void {
  if (session.get().state === 'starting') session.set({ state: 'signedOut' });
}

/** Counts scopes as not held, whatever the token says: the account's roles are narrower by now. */
export function withdraw(scopes: readonly string[]): void {
  const token = tokenInHand();
  if (!token || scopes.length === 0) return;
  begin({ ...token, scopes: token.scopes.filter((scope) => !scopes.includes(scope)) });
}
