import { useCallback, useMemo, useRef, useState } from 'react';
import { AccountBar } from './account-bar.js';
import { AccountDialog } from './account-dialog.js';
import { inWordsOf } from './answer.js';
import { createFetcher } from './fetcher.js';
import { type Editing, needsOf } from './needs.js';
import { NeedsBar } from './needs-bar.js';
import { type Notice, noticeOfSignIn } from './notice.js';
import { NoticeBar } from './notice-bar.js';
import type { SignInRequest } from './session.js';
import { SignInDialog, type SignInPreset } from './sign-in-dialog.js';
import { useServer } from './use-server.js';
import { useSession } from './use-session.js';
import { Workbench } from './workbench.js';

type OpenDialog = { kind: 'ACCOUNT' } | { kind: 'SIGN_IN'; preset: SignInPreset };

/** The whole page. */
export function Explorer() {
  const [notice, setNotice] = useState<Notice | null>(null);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [isOverridden, setOverridden] = useState(false);
  const { described, demoAccounts, describeAgain } = useServer();
  const onEnd = useCallback((text: string) => setNotice({ kind: 'TOLD', text, isBad: true }), []);
  const [session, signedIn] = useSession(onEnd);
  const [fetcher] = useState(() =>
    createFetcher(session, (refusal) => setNotice(refusal ? { kind: 'REFUSED', refusal } : null)),
  );
  const run = useRef(() => {});
  const needs = useMemo(() => described && editing && needsOf(described.schema, editing), [described, editing]);

  const close = () => setDialog(null);
  const openSignIn = (scopes: readonly string[] | null) =>
    setDialog({ kind: 'SIGN_IN', preset: { username: signedIn?.username ?? '', scopes } });
  const signInWith = (missing: readonly string[]) =>
    openSignIn(signedIn || missing.length > 0 ? [...(signedIn?.scopes ?? []), ...missing] : null);
  const signIn = async (request: SignInRequest, { scopes }: SignInPreset) => {
    const granted = await session.signIn(request);
    setNotice((before) => noticeOfSignIn(granted, request.scopes ?? scopes ?? [], before));
    close();
  };
  const signOut = async (everywhere: boolean) => {
    close();
    const failure = await session.signOut(everywhere).then(() => undefined, inWordsOf);
    const text = failure ? `Signed out here. The session may go on: ${failure}` : 'Signed out.';
    setNotice({ kind: 'TOLD', text, isBad: failure !== undefined });
  };

  const catalogue = described?.catalogue;
  return (
    <>
      <header>
        <h1>
          ScopeQL <span>explorer</span>
        </h1>
        <AccountBar
          signedIn={signedIn}
          isOverridden={isOverridden}
          catalogue={catalogue}
          onSignIn={() => openSignIn(null)}
          onShowAccount={() => setDialog({ kind: 'ACCOUNT' })}
        />
      </header>
      <NeedsBar
        needs={needs ?? undefined}
        held={isOverridden ? undefined : (signedIn?.scopes ?? null)}
        catalogue={catalogue}
        onSignInWith={notice?.kind === 'REFUSED' ? undefined : signInWith}
      />
      <NoticeBar
        notice={notice}
        onSignInWith={signInWith}
        onRunAgain={() => run.current()}
        onClose={() => setNotice(null)}
      />
      <Workbench
        fetcher={fetcher}
        onSchemaChange={describeAgain}
        onEditing={setEditing}
        onOwnAuthorization={setOverridden}
        run={run}
      />
      {dialog?.kind === 'SIGN_IN' && (
        <SignInDialog
          preset={dialog.preset}
          catalogue={catalogue}
          demoAccounts={demoAccounts}
          signIn={(request) => signIn(request, dialog.preset)}
          onClose={close}
        />
      )}
      {dialog?.kind === 'ACCOUNT' && signedIn && (
        <AccountDialog
          signedIn={signedIn}
          catalogue={catalogue}
          onSignInAgain={() => openSignIn(signedIn.scopes)}
          onSignOut={signOut}
          onClose={close}
        />
      )}
    </>
  );
}
