import type { Catalogue } from '../scopes/index.js';
import { Dialog } from './dialog.js';
import { Expiry } from './expiry.js';
import { Scope } from './scope-list.js';
import type { SignedIn } from './session.js';

interface AccountDialogProps {
  signedIn: SignedIn;
  catalogue: Catalogue | undefined;
  onSignInAgain: () => void;
  onSignOut: (everywhere: boolean) => void;
  onClose: () => void;
}

/** Who is signed in, with which scopes, and what can be done about it. */
export function AccountDialog({ signedIn, catalogue, onSignInAgain, onSignOut, onClose }: AccountDialogProps) {
  const { username, scopes, expiresAt } = signedIn;
  return (
    <Dialog title={username} onClose={onClose}>
      <p className="soft">
        Your token is good <Expiry at={expiresAt} />, and refreshed before that while this page is open.
      </p>
      <dl className="scope-table">
        {[...(catalogue ?? [])].map(([name, description]) => (
          <div key={name}>
            <dt>
              <Scope name={name} isHeld={scopes.includes(name) || undefined} catalogue={undefined} />
            </dt>
            <dd>
              {description}
              {!scopes.includes(name) && <span className="unseen"> Not held.</span>}
            </dd>
          </div>
        ))}
      </dl>
      <div className="actions">
        <button type="button" onClick={() => onSignOut(true)}>
          Sign out everywhere
        </button>
        <button type="button" onClick={() => onSignOut(false)}>
          Sign out
        </button>
        <button type="button" className="primary" onClick={onSignInAgain}>
          Sign in again
        </button>
      </div>
    </Dialog>
  );
}
