import { hasCode } from '../graphql/errors.ts';
import { refresh } from './authority.ts';
import { tokenOf } from './session.ts';
import { askOtherTabs, tell } from './tabs.ts';
import { type AccessToken, isFresh } from './token.ts';

/** Runs when no other tab does, as whatever changes the refresh token's cookie must. */
export async function exclusively<T>(run: () => Promise<T>): Promise<T> {
  return navigator.locks.request('session', run);
}

/** A token to send with a request. @throws SessionEndedError where this sign-in does not go on */
export async function currentToken(signIn: string): Promise<AccessToken> {
  const token = tokenOf(signIn);
  return isFresh(token) ? token : renew(token);
}

/**
 * The token that comes after another one in the same sign-in: this tab's by now, another tab's, or the server's. Of all that ask
 * in all the tabs, one asks the server.
 * @throws SessionEndedError
 */
export function renew(stale: AccessToken): Promise<AccessToken> {
  return exclusively(async () => {
    if (!isReplaced(stale)) await askOtherTabs(stale.serial);
    if (!isReplaced(stale)) await refreshEverywhere(stale);
    return tokenOf(stale.signIn);
  });
}

function isReplaced({ signIn, serial }: AccessToken): boolean {
  return tokenOf(signIn).serial > serial;
}

async function refreshEverywhere({ signIn, account }: AccessToken): Promise<void> {
  try {
    const next = await refresh();
    const { notGranted } = tokenOf(signIn);
    // The cookie is that of whoever has signed in last, also in another app: cookies do not tell ports apart.
    if (next.account === account) tell({ kind: 'renewed', token: { ...next, signIn, notGranted } });
    else tell({ kind: 'ended', because: 'replaced', signIn });
  } catch (error) {
    if (!hasCode(error, 'INVALID_REFRESH_TOKEN')) throw error;
    tell({ kind: 'ended', because: 'ended', signIn });
  }
}
