import { type Credentials, login, logout } from './authority.ts';
import { exclusively, renew } from './renew.ts';
import { missingScopes, type OperationName } from './scopes.ts';
import { stayOut, tokenInHand } from './session.ts';
import { tell } from './tabs.ts';

/** What is on the screen after signing in. */
const FIRST: readonly OperationName[] = ['Viewer', 'MyItems'];

/** Goes on with the session of which the browser has kept the refresh token, or says that there is none. */
export async function start(): Promise<void> {
  await renew(null).catch(stayOut);
}

/** Signs in with no more scopes than the first view needs. @throws as `login` does */
export async function signIn(credentials: Credentials): Promise<void> {
  const token = await exclusively(() => login(credentials, missingScopes(FIRST, [])));
  tell({ kind: 'begun', token });
}

/** Goes on with further scopes, in a new session: those of one can only become fewer. @throws as `login` does */
export async function stepUp(credentials: Credentials, missing: readonly string[]): Promise<void> {
  const { scopes = [], notGranted = [] } = tokenInHand() ?? {};
  await exclusively(async () => {
    const token = await login(credentials, [...new Set([...scopes, ...notGranted, ...missing])]);
    // Somebody may have signed out in another tab meanwhile: this session must not outlive that.
    if (tokenInHand()) tell({ kind: 'renewed', token });
    else await logout(token);
  });
}
