import { useState } from 'react';
import type { SignedIn } from './session.js';
import type { SignInPreset } from './sign-in-dialog.js';

export type OpenDialog = { kind: 'ACCOUNT' } | { kind: 'SIGN_IN'; preset: SignInPreset };

/** The dialog that is open, and what opens one. */
export function useDialog(signedIn: SignedIn | null) {
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const open = (scopes: readonly string[] | null) =>
    setDialog({ kind: 'SIGN_IN', preset: { username: signedIn?.username ?? '', scopes } });
  return {
    dialog,
    close: () => setDialog(null),
    showAccount: () => setDialog({ kind: 'ACCOUNT' }),
    /** With all the scopes there are. */
    askToSignIn: () => open(null),
    /** With those that are held, and these. */
    askToSignInWith: (missing: readonly string[]) => {
      const scopes = [...(signedIn?.scopes ?? []), ...missing];
      open(signedIn || scopes.length > 0 ? scopes : null);
    },
  };
}
