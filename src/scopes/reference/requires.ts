import { asksForScopes, type Requirement } from '../requirement.js';
import { type Content, type Html, html, joined } from './html.js';
import { linkToScope } from './links.js';
import type { Reference } from './reference.js';

/** What an element requires, everything it inherits included, and which roles reach it. */
export function requiresOf(reference: Reference, coordinate: string): Html {
  const requirement = reference.requirements.get(coordinate);
  const label = requirement && asksForScopes(requirement) ? html`<span class="label">Requires</span> ` : '';
  return html`<span class="facts">${label}${wordsOf(reference, coordinate)}${rolesOf(reference, coordinate)}</span>`;
}

/** What an element requires: `a and b, or c`, `Signed in`, `Public`, or `Nothing further`. */
export function wordsOf(reference: Reference, coordinate: string): Html {
  const requirement = reference.requirements.get(coordinate);
  if (requirement) return html`<span class="requires needs">${alternativesOf(requirement)}</span>`;
  const isPublic = reference.reach.get(coordinate)?.reachedByAnybody ?? false;
  if (isPublic) return html`<span class="requires public">Public</span>`;
  return html`<span class="requires nothing">Nothing further</span>`;
}

function alternativesOf(requirement: Requirement): Content {
  if (!asksForScopes(requirement)) return 'Signed in';
  const alternatives = requirement.map((scopes) =>
    joined(
      scopes.map((scope) => linkToScope(scope)),
      ' and ',
    ),
  );
  return joined(alternatives, ', or ');
}

function rolesOf({ roles, reach }: Reference, coordinate: string): Content {
  const row = reach.get(coordinate);
  if (!row || row.reachedByAnybody || Object.keys(roles).length === 0) return undefined;
  return html` <span class="roles">reached by ${row.reachedBy.join(', ') || 'no role'}</span>`;
}
