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
          <button type="button" aria-haspopup="dialog" onClick={onShowAccount}>
            <span className="unseen">Account of </span>
            {signedIn.username}
          </button>
        </>
      ) : (
        <>
          <span className="soft">Nobody is signed in</span>
          <button type="button" className="primary" aria-haspopup="dialog" onClick={onSignIn}>
            Sign in
          </button>
        </>
      )}
    </section>
  );
}
