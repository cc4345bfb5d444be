import { type Credentials, login, logout, refresh } from './authority.ts';
import { exclusively } from './renew.ts';
import { missingScopes, type OperationName } from './scopes.ts';
import { currentSignIn, SessionEndedError, session, stayOut, tokenInHand, tokenOf } from './session.ts';
import { askOtherTabs, tell } from './tabs.ts';
import type { AccessToken } from './token.ts';

/** What is on the screen after signing in. */
const FIRST: readonly OperationName[] = ['Viewer', 'MyItems'];

/** Goes on as the other tabs do, or with the session of which the browser has kept the refresh token, or says that there is none. */
export async function start(): Promise<void> {
  await exclusively(async () => {
    await askOtherTabs(0);
    if (session.get().state === 'starting') tell({ kind: 'renewed', token: await refresh() });
  }).catch(stayOut);
}

/** Signs in with no more scopes than the first view needs. @throws as `login` does */
export async function signIn(credentials: Credentials): Promise<void> {
  const token = await exclusively(() => login(credentials, missingScopes(FIRST, [])));
  tell({ kind: 'begun', token });
}

/**
 * Goes on with further scopes, in a new session: those of one can only become fewer.
 * @returns the last token of the session before
 * @throws SessionEndedError, and as `login` does
 */
export async function stepUp(credentials: Credentials, missing: readonly string[]): Promise<AccessToken> {
  const signIn = currentSignIn();
  return exclusively(async () => {
    const former = tokenOf(signIn);
    const asked = new Set([...former.scopes, ...former.notGranted, ...missing]);
    const token = await login(credentials, [...asked]);
    // Somebody may have signed out in another tab meanwhile: this session must not outlive that.
    if (!succeeds(token, former)) await abandon(token);
    tell({ kind: 'renewed', token: { ...token, signIn } });
    return former;
  });
}

function succeeds({ account }: AccessToken, former: AccessToken): boolean {
  return tokenInHand()?.signIn === former.signIn && account === former.account;
}

async function abandon(token: AccessToken): Promise<never> {
  await logout(token);
  throw new SessionEndedError();
}
