import { type FormEvent, useState } from 'react';
import type { Catalogue } from '../scopes/index.js';
import { inWordsOf } from './answer.js';
import type { DemoAccount } from './described.js';
import { Dialog } from './dialog.js';
import { ScopeChoice } from './scope-choice.js';
import type { SignInRequest } from './session.js';

/** What the dialog begins with. */
export interface SignInPreset {
  username: string;
  /** null for all there are. */
  scopes: readonly string[] | null;
}

interface SignInDialogProps {
  preset: SignInPreset;
  catalogue: Catalogue | undefined;
  demoAccounts: readonly DemoAccount[];
  /** Rejects where it failed. */
  signIn: (request: SignInRequest) => Promise<void>;
  onClose: () => void;
}

export function SignInDialog({ preset, catalogue, demoAccounts, signIn, onClose }: SignInDialogProps) {
  const all = [...(catalogue?.keys() ?? [])];
  const [username, setUsername] = useState(preset.username);
  const [password, setPassword] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(preset.scopes ?? all));
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');

  const submit = async (account: DemoAccount) => {
    setBusy(true);
    setFailure('');
    try {
      const isAll = all.every((name) => chosen.has(name));
      await signIn({ ...account, scopes: isAll ? null : all.filter((name) => chosen.has(name)) });
    } catch (error) {
      setFailure(inWordsOf(error));
      setBusy(false);
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit({ username, password });
  };

  return (
    <Dialog title="Sign in" onClose={onClose}>
      <form className="sign-in" onSubmit={onSubmit}>
        <DemoChoice accounts={demoAccounts} isBusy={isBusy} choose={submit} />
        <label>
          User name
          <input
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            data-first={preset.username === '' || undefined}
            value={username}
            onChange={(event) => setUsername(event.target.value)}
          />
        </label>
        <label>
          Password
          <input
            name="password"
            type="password"
            autoComplete="current-password"
            required
            data-first={preset.username !== '' || undefined}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </label>
        {catalogue && <ScopeChoice catalogue={catalogue} chosen={chosen} onChange={setChosen} />}
        <div className="sign-in-end">
          <p className="failure" role="alert">
            {failure}
          </p>
          <div className="actions">
            <button type="button" onClick={onClose}>
              Cancel
            </button>
            <button type="submit" className="primary" disabled={isBusy}>
              {isBusy ? 'Signing in…' : 'Sign in'}
            </button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}

interface DemoChoiceProps {
  accounts: readonly DemoAccount[];
  isBusy: boolean;
  choose: (account: DemoAccount) => void;
}

/** The accounts that a development server begins with, a click each. */
function DemoChoice({ accounts, isBusy, choose }: DemoChoiceProps) {
  if (accounts.length === 0) return null;
  return (
    <fieldset className="demo">
      <legend>Demo accounts</legend>
      {accounts.map((account) => (
        <button key={account.username} type="button" disabled={isBusy} onClick={() => choose(account)}>
          <span className="unseen">Sign in as </span>
          {account.username}
        </button>
      ))}
    </fieldset>
  );
}
