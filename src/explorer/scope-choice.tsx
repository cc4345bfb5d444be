import type { Catalogue } from '../scopes/index.js';

interface ScopeChoiceProps {
  catalogue: Catalogue;
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}

/** Checkboxes for the scopes of the catalogue, each with its description. */
export function ScopeChoice({ catalogue, chosen, onChange }: ScopeChoiceProps) {
  const toggle = (name: string) => {
    const next = new Set(chosen);
    if (!next.delete(name)) next.add(name);
    onChange(next);
  };
  return (
    <fieldset className="scope-choice">
      <legend>Scopes</legend>
      <p className="soft hint">
        What your roles do not grant is left out.
        <span className="quick">
          <button type="button" className="plain" onClick={() => onChange(new Set(catalogue.keys()))}>
            All
          </button>
          <button type="button" className="plain" onClick={() => onChange(new Set())}>
            None
          </button>
        </span>
      </p>
      {[...catalogue].map(([name, description]) => (
        <label key={name}>
          <input type="checkbox" checked={chosen.has(name)} onChange={() => toggle(name)} />
          <span className="scope-name">{name}</span>
          <span className="soft">{description}</span>
        </label>
      ))}
    </fieldset>
  );
}
