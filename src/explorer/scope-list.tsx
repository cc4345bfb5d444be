import type { Catalogue } from '../scopes/index.js';

interface ScopeProps {
  name: string;
  /** Whether the token in hand has it; left out where that is plain. */
  isHeld?: boolean | undefined;
  catalogue: Catalogue | undefined;
}

/** A scope, with its description where the pointer rests on it. */
export function Scope({ name, isHeld, catalogue }: ScopeProps) {
  const state = isHeld === undefined ? '' : isHeld ? 'held' : 'missing';
  return (
    <span className={`scope ${state}`} title={catalogue?.get(name)}>
      {state && <span aria-hidden="true">{isHeld ? '✓ ' : '✗ '}</span>}
      {name}
      {state && <span className="unseen"> ({state})</span>}
    </span>
  );
}

/** Scopes in a row. */
export function ScopeList({ names, catalogue }: { names: readonly string[]; catalogue: Catalogue | undefined }) {
  if (names.length === 0) return <span className="soft">no scopes</span>;
  return (
    <ul className="scopes" aria-label="Scopes that you hold">
      {names.map((name) => (
        <li key={name}>
          <Scope name={name} catalogue={catalogue} />
        </li>
      ))}
    </ul>
  );
}
