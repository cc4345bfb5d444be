import { html } from './html.js';
import { linkTo } from './links.js';
import type { Reference } from './reference.js';
import { wordsOf } from './requires.js';
import type { Body } from './sections.js';

/** The page of every element, which the script of the site lets one search. Without a script it is a list. */
export function elementsPage(reference: Reference): Body {
  const elements = [...reference.elements.values()].sort((a, b) => (a.coordinate < b.coordinate ? -1 : 1));
  const items = elements.map(
    ({ coordinate, kind }) => html`
        <li>${linkTo(reference, coordinate)} <span class="label">${kind}</span> ${wordsOf(reference, coordinate)}</li>`,
  );
  const lead = html`
      <div class="search" role="search" hidden>
        <label for="page-search">Part of a name, a scope, a kind</label>
        <input id="page-search" type="search" autocomplete="off" spellcheck="false">
        <p id="page-found" role="status"></p>
      </div>
      <ul class="list" id="page-elements">${items}
      </ul>`;
  return { lead, sections: [] };
}
