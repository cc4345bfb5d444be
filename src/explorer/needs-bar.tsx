import { Fragment } from 'react';
import { type Catalogue, nearest, type Requirement } from '../scopes/index.js';
import { isMet, lacking } from '../scopes/requirement.js';
import type { Needs } from './needs.js';
import { Scope } from './scope-list.js';
import { nameOfSignInWith } from './sign-in-with.js';

interface NeedsBarProps {
  /** undefined where it cannot be told. */
  needs: Needs | undefined;
  /** null is nobody; undefined where it is not known what is sent. */
  held: readonly string[] | null | undefined;
  catalogue: Catalogue | undefined;
  /** undefined where that is offered already. */
  onSignInWith: ((missing: readonly string[]) => void) | undefined;
}

/** Which scopes the operation in the editor needs, and which of them the token in hand has. */
export function NeedsBar({ needs, held, catalogue, onSignInWith }: NeedsBarProps) {
  return (
    <section className="needs" aria-label="Scopes that the operation needs">
      <p aria-live="polite">
        {needs ? (
          <NeedsText {...needs} held={held} catalogue={catalogue} />
        ) : (
          <span className="soft">Which scopes it needs is told once the operation is whole.</span>
        )}
      </p>
      {needs?.requirement && onSignInWith && held !== undefined && !isMet(needs.requirement, held) && (
        <WayIn requirement={needs.requirement} held={held} onSignInWith={onSignInWith} />
      )}
    </section>
  );
}

function NeedsText({ operation, requirement, held, catalogue }: Needs & Pick<NeedsBarProps, 'held' | 'catalogue'>) {
  const name = operation ? <code>{operation}</code> : 'This operation';
  if (!requirement) return <>{name} is open to everybody</>;
  return (
    <>
      {name} needs{' '}
      {requirement.map((scopes, index) => (
        <Fragment key={scopes.join(' ')}>
          {index > 0 && <span className="joint">, or </span>}
          {scopes.length === 0 && 'somebody who is signed in'}
          {scopes.map((scope, at) => (
            <Fragment key={scope}>
              {at > 0 && <span className="joint"> and </span>}
              <Scope
                name={scope}
                isHeld={held === undefined ? undefined : held?.includes(scope) === true}
                catalogue={catalogue}
              />
            </Fragment>
          ))}
        </Fragment>
      ))}
    </>
  );
}

interface WayInProps {
  requirement: Requirement;
  held: readonly string[] | null;
  onSignInWith: (missing: readonly string[]) => void;
}

function WayIn({ requirement, held, onSignInWith }: WayInProps) {
  const missing = lacking(nearest(requirement, held), held);
  return (
    <button type="button" onClick={() => onSignInWith(missing)}>
      {nameOfSignInWith(missing)}
    </button>
  );
}
