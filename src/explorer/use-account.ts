import { useCallback, useState } from 'react';
import { inWordsOf } from './answer.js';
import type { SignInRequest } from './authority.js';
import { createFetcher } from './fetcher.js';
import { type Notice, noticeOfSignIn } from './notice.js';
import { useSession } from './use-session.js';

/** Who is signed in, what there is to say of that, and what GraphiQL sends with. */
export function useAccount() {
  const [notice, setNotice] = useState<Notice | null>(null);
  const onEnd = useCallback((text: string) => setNotice({ kind: 'TOLD', text, isBad: true }), []);
  const [session, signedIn] = useSession(onEnd);
  const [fetcher] = useState(() =>
    createFetcher(session, (refusal) => setNotice(refusal ? { kind: 'REFUSED', refusal } : null)),
  );
  const signIn = async (request: SignInRequest, wanted: readonly string[]) => {
    const granted = await session.signIn(request);
    setNotice((before) => noticeOfSignIn(granted, wanted, before));
  };
  const signOut = async (everywhere: boolean) => {
    const failure = await session.signOut(everywhere).then(() => undefined, inWordsOf);
    const text = failure ? `Signed out here. The session may go on: ${failure}` : 'Signed out.';
    setNotice({ kind: 'TOLD', text, isBad: failure !== undefined });
  };
  return { signedIn, notice, dismiss: () => setNotice(null), fetcher, signIn, signOut };
}
