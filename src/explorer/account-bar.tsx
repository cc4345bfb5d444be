import type { Catalogue } from '../scopes/index.js';
import { Expiry } from './expiry.js';
import { ScopeList } from './scope-list.js';
import type { SignedIn } from './session.js';

interface AccountBarProps {
  signedIn: SignedIn | null;
  /** Whether something else is sent than its token. */
  isOverridden: boolean;
  catalogue: Catalogue | undefined;
  onSignIn: () => void;
  onShowAccount: () => void;
}

/** Who is signed in, with which scopes and until when. */
export function AccountBar({ signedIn, isOverridden, catalogue, onSignIn, onShowAccount }: AccountBarProps) {
  return (
    <section className="account" aria-label="Account">
      <span className="overridden" role="status">
        {isOverridden && 'The Authorization that you wrote into the headers is sent instead.'}
      </span>
      {signedIn ? (
        <>
          <ScopeList names={signedIn.scopes} catalogue={catalogue} />
          <Expiry at={signedIn.expiresAt} />
        </>
      ) : (
        <span className="soft">Nobody is signed in</span>
      )}
      {/* One button for both, so that a dialog which it has opened gives the focus back to it. */}
      <button
        type="button"
        className={signedIn ? '' : 'primary'}
        aria-haspopup="dialog"
        onClick={signedIn ? onShowAccount : onSignIn}
      >
        {signedIn && <span className="unseen">Account of </span>}
        {signedIn?.username ?? 'Sign in'}
      </button>
    </section>
  );
}
