import { hasCode } from '../graphql/errors.ts';
import { refresh } from './authority.ts';
import { session, tokenInHand } from './session.ts';
import { askOtherTabs, tell } from './tabs.ts';
import { type AccessToken, isFresh } from './token.ts';

/** Nobody is signed in any more. What was asked for has nobody to be shown to. */
class SessionEndedError extends Error {
  constructor() {
    super('The session has ended.');
  }
}

/** Runs when no other tab does, as whatever changes the refresh token's cookie must. */
export async function exclusively<T>(run: () => Promise<T>): Promise<T> {
  return navigator.locks.request('session', run);
}

/** A token to send with a request. @throws SessionEndedError */
export async function currentToken(): Promise<AccessToken> {
  const token = tokenInHand();
  return token && isFresh(token) ? token : renew(token);
}

/**
 * The token that comes after another one: this tab's by now, another tab's, or the server's. Of all that ask in all the tabs,
 * one asks the server.
 * @param stale null where there is none yet
 * @throws SessionEndedError
 */
export function renew(stale: AccessToken | null): Promise<AccessToken> {
  const after = stale?.obtainedAt ?? 0;
  return exclusively(async () => {
    if (!newerThan(after)) await askOtherTabs(after);
    if (!newerThan(after)) await refreshEverywhere(stale);
    const token = newerThan(after);
    if (!token) throw new SessionEndedError();
    return token;
  });
}

function newerThan(after: number): AccessToken | null {
  const token = tokenInHand();
  return token && token.obtainedAt > after ? token : null;
}

async function refreshEverywhere(stale: AccessToken | null): Promise<void> {
  if (session.get().state === 'signedOut') return;
  try {
    const token = await refresh();
    tell({ kind: 'renewed', token: { ...token, notGranted: stale?.notGranted ?? [] } });
  } catch (error) {
    if (!hasCode(error, 'INVALID_REFRESH_TOKEN')) throw error;
    if (stale) tell({ kind: 'ended', because: 'ended', at: stale.obtainedAt });
  }
}
