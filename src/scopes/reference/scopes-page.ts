import { asksForScopes, type Requirement } from '../requirement.js';
import { descriptionOf } from './description.js';
import { type Content, html } from './html.js';
import { linkTo, scopeAnchor } from './links.js';
import { ROOT_PAGES } from './pages.js';
import { isAsItsType, type Reference, rolesWith } from './reference.js';
import { wordsOf } from './requires.js';
import { type Body, type Section, sectionOf } from './sections.js';

/** The page of the scopes: what requires each, what signing in is enough for, and which operations are everybody's. */
export function scopesPage(reference: Reference): Body {
  const scopes = [...reference.scopes].map(([scope, description]) => scopeSection(reference, scope, description));
  const ofSignedIn = elementsThat(reference, (requirement) => !asksForScopes(requirement));
  return {
    lead: html`<p>A type stands for everything in it that requires the same.</p>`,
    sections: [
      ...scopes,
      sectionOf('page-signed-in', 'Signed in', elementList(reference, ofSignedIn)),
      sectionOf('page-public', 'Public', elementList(reference, publicOperations(reference))),
    ],
  };
}

function scopeSection(reference: Reference, scope: string, description: string): Section {
  const roles = rolesWith(reference, scope);
  const opened = elementsThat(reference, (requirement) => requirement.some((scopes) => scopes.includes(scope)));
  return sectionOf(scopeAnchor(scope), scope, [
    descriptionOf(reference, description),
    roles.length > 0
      ? html`<p class="places"><span class="label">Granted to</span> ${roles.join(', ')}</p>`
      : undefined,
    elementList(reference, opened, scope),
  ]);
}

/** What requires something of a kind. */
function elementsThat(reference: Reference, isMeant: (requirement: Requirement) => boolean): string[] {
  return [...reference.elements.keys()].filter((coordinate) => {
    const requirement = reference.requirements.get(coordinate);
    return requirement && isMeant(requirement) && !isAsItsType(reference, coordinate);
  });
}

function publicOperations({ elements, requirements }: Reference): string[] {
  return [...elements.values()]
    .filter(({ kind, page }) => kind === 'field' && ROOT_PAGES.includes(page))
    .map(({ coordinate }) => coordinate)
    .filter((coordinate) => !requirements.has(coordinate));
}

/** @param scope the one that is known to be required: only what requires something else too says what */
function elementList(reference: Reference, coordinates: readonly string[], scope?: string): Content {
  if (coordinates.length === 0) return html`<p>Nothing.</p>`;
  const isAlone = (coordinate: string) =>
    scope === undefined ||
    reference.requirements
      .get(coordinate)
      ?.flat()
      .every((each) => each === scope);
  const items = coordinates.map((each) => {
    const words = isAlone(each) ? undefined : html` ${wordsOf(reference, each)}`;
    return html`
          <li>${linkTo(reference, each)}${words}</li>`;
  });
  return html`
        <ul class="list">${items}
        </ul>`;
}
