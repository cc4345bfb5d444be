import { type Content, type Html, html } from './html.js';
import { linkTo } from './links.js';
import type { Reference } from './reference.js';

/**
 * A description from the SDL: paragraphs, and `code` between backticks, which is a link where it is the coordinate of an
 * element. Of Markdown nothing else is read, so that nothing else than text can come of it.
 */
export function descriptionOf(reference: Reference, text: string | null | undefined): Html[] {
  return paragraphsOf(text).map((paragraph) => html`<p>${inline(reference, paragraph)}</p>\n`);
}

/** The first paragraph, for where there is room for a line. */
export function summaryOf(reference: Reference, text: string | null | undefined): Content {
  return paragraphsOf(text)
    .slice(0, 1)
    .map((paragraph) => inline(reference, paragraph));
}

function paragraphsOf(text: string | null | undefined): string[] {
  return (text ?? '')
    .trim()
    .split(/\n\s*\n/)
    .filter(Boolean);
}

function inline(reference: Reference, paragraph: string): Content[] {
  const pieces = paragraph.split(/`([^`]+)`/);
  return pieces.map((piece, at) => (at % 2 === 0 ? piece : code(reference, piece)));
}

function code(reference: Reference, text: string): Html {
  return html`<code>${reference.elements.has(text) ? linkTo(reference, text) : text}</code>`;
}
