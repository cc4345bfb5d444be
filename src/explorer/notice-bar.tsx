import type { ReactNode } from 'react';
import type { Notice } from './notice.js';
import type { Refusal } from './refusal.js';
import { nameOfSignInWith } from './sign-in-with.js';

interface NoticeBarProps {
  notice: Notice | null;
  onSignInWith: (missing: readonly string[]) => void;
  onRunAgain: () => void;
  onClose: () => void;
}

/** Tells what has just happened, to screen readers too. */
export function NoticeBar({ onClose, ...props }: NoticeBarProps) {
  const { notice } = props;
  const action = actionOf(props);
  return (
    <div role="status" className="notices">
      {notice && (
        <div className={`notice ${isBad(notice) ? 'bad' : 'good'}`}>
          <p>{textOf(notice)}</p>
          <span className="actions">
            {action && (
              <button type="button" className="primary" onClick={action.take}>
                {action.name}
              </button>
            )}
            <button type="button" className="plain" aria-label="Dismiss" onClick={onClose}>
              ✕
            </button>
          </span>
        </div>
      )}
    </div>
  );
}

function isBad(notice: Notice): boolean {
  switch (notice.kind) {
    case 'REFUSED':
      return true;
    case 'SIGNED_IN':
      return notice.withheld.length > 0;
    case 'TOLD':
      return notice.isBad;
  }
}

function textOf(notice: Notice): ReactNode {
  switch (notice.kind) {
    case 'REFUSED':
      return <RefusalText {...notice.refusal} />;
    case 'SIGNED_IN':
      return <SignedInText {...notice} />;
    case 'TOLD':
      return notice.text;
  }
}

function RefusalText({ kind, paths, missing, description }: Refusal) {
  const what = paths.length > 0 ? paths.join(', ') : 'the operation';
  if (kind === 'BAD_TOKEN') return <>The token was refused. {description}</>;
  if (kind === 'NOBODY') return <>Refused: {what} needs somebody who is signed in.</>;
  if (missing.length === 0) return <>Refused: {what}. No further scope would help.</>;
  return (
    <>
      Refused: {what}. Missing: <strong>{missing.join(', ')}</strong>.
    </>
  );
}

function SignedInText({ username, withheld }: Extract<Notice, { kind: 'SIGNED_IN' }>) {
  if (withheld.length === 0) return <>Signed in as {username}.</>;
  return (
    <>
      Signed in as {username}, whose roles do not grant <strong>{withheld.join(', ')}</strong>. It takes another
      account, or another role.
    </>
  );
}

/** What can be done about a notice. */
function actionOf({ notice, onSignInWith, onRunAgain }: Omit<NoticeBarProps, 'onClose'>) {
  if (notice?.kind === 'SIGNED_IN' && notice.mayRunAgain) return { name: 'Run again', take: onRunAgain };
  if (notice?.kind !== 'REFUSED') return undefined;
  const { kind, missing } = notice.refusal;
  if (kind === 'LACKS_SCOPES' && missing.length === 0) return undefined;
  return { name: nameOfSignInWith(missing), take: () => onSignInWith(missing) };
}
