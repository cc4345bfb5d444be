import { type FormEvent, useState } from 'react';
import type { Catalogue } from '../scopes/index.js';
import { inWordsOf } from './answer.js';
import type { SignInRequest } from './authority.js';
import { CredentialFields } from './credential-fields.js';
import { DemoChoice } from './demo-choice.js';
import type { DemoAccount } from './described.js';
import { Dialog } from './dialog.js';
import { ScopeChoice } from './scope-choice.js';

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
  /** Gets the scopes that are wanted by name, too. Rejects where it failed. */
  signIn: (request: SignInRequest, wanted: readonly string[]) => Promise<void>;
  onClose: () => void;
}

export function SignInDialog({ preset, catalogue, demoAccounts, signIn, onClose }: SignInDialogProps) {
  const all = [...(catalogue?.keys() ?? [])];
  const [credentials, setCredentials] = useState<DemoAccount>({ username: preset.username, password: '' });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(preset.scopes ?? all));
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');

  const submit = async (account: DemoAccount) => {
    setBusy(true);
    setFailure('');
    try {
      const isAll = all.every((name) => chosen.has(name));
      await signIn({ ...account, scopes: isAll ? null : [...chosen] }, isAll ? (preset.scopes ?? []) : [...chosen]);
      onClose();
    } catch (error) {
      setFailure(inWordsOf(error));
      setBusy(false);
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit(credentials);
  };

  return (
    <Dialog title="Sign in" onClose={onClose}>
      <form className="sign-in" onSubmit={onSubmit}>
        <DemoChoice accounts={demoAccounts} isBusy={isBusy} choose={submit} />
        <CredentialFields credentials={credentials} isNameKnown={preset.username !== ''} onChange={setCredentials} />
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
