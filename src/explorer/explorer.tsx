import { useMemo, useRef, useState } from 'react';
import { AccountBar } from './account-bar.js';
import { AccountDialog } from './account-dialog.js';
import { type Editing, needsOf } from './needs.js';
import { NeedsBar } from './needs-bar.js';
import { NoticeBar } from './notice-bar.js';
import { SignInDialog } from './sign-in-dialog.js';
import { useAccount } from './use-account.js';
import { useDialog } from './use-dialog.js';
import { useServer } from './use-server.js';
import { Workbench } from './workbench.js';

/** The whole page. */
export function Explorer() {
  const { described, demoAccounts, describeAgain } = useServer();
  const { signedIn, notice, dismiss, fetcher, signIn, signOut } = useAccount();
  const { dialog, close, showAccount, askToSignIn, askToSignInWith } = useDialog(signedIn);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [isOverridden, setOverridden] = useState(false);
  const run = useRef(() => {});
  const needs = useMemo(
    () => (described && editing ? needsOf(described.schema, editing) : undefined),
    [described, editing],
  );
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
          onSignIn={askToSignIn}
          onShowAccount={showAccount}
        />
      </header>
      <NeedsBar
        needs={needs}
        held={isOverridden ? undefined : (signedIn?.scopes ?? null)}
        catalogue={catalogue}
        onSignInWith={notice?.kind === 'REFUSED' ? undefined : askToSignInWith}
      />
      <NoticeBar notice={notice} onSignInWith={askToSignInWith} onRunAgain={() => run.current()} onClose={dismiss} />
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
          signIn={signIn}
          onClose={close}
        />
      )}
      {dialog?.kind === 'ACCOUNT' && signedIn && (
        <AccountDialog
          signedIn={signedIn}
          catalogue={catalogue}
          onSignInAgain={() => askToSignInWith([])}
          onSignOut={signOut}
          onClose={close}
        />
      )}
    </>
  );
}
