import { type Content, type Html, html } from './html.js';
import { SCOPES } from './pages.js';
import type { Reference } from './reference.js';

/** A link to the entry of an element. */
export function linkTo({ elements }: Reference, coordinate: string, text: Content = coordinate): Html {
  return html`<a href="${elements.get(coordinate)?.page.file}${fragmentOf(coordinate)}">${text}</a>`;
}

/** A link to what a scope opens. */
export function linkToScope(scope: string): Html {
  return html`<a href="${SCOPES.file}${fragmentOf(scopeAnchor(scope))}">${scope}</a>`;
}

/** The hyphen keeps it apart from the coordinate of every element. */
export function scopeAnchor(scope: string): string {
  return `scope-${scope}`;
}

/** The end of a URL that leads to an anchor. */
export function fragmentOf(anchor: string): string {
  return `#${encodeURI(anchor).replaceAll('#', '%23')}`;
}
