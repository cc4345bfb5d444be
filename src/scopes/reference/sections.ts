import { type Content, type Html, html } from './html.js';
import { fragmentOf } from './links.js';

/** What a page says. */
export interface Body {
  lead?: Content;
  sections: readonly Section[];
}

/** A part of a page that can be linked to. */
export interface Section {
  /** Its anchor. */
  id: string;
  title: string;
  content: Html;
}

/** A part of a page under a heading, which is a link to it. */
export function sectionOf(id: string, title: string, content: Content): Section {
  const written = html`
      <section id="${id}">
        <h2><a href="${fragmentOf(id)}">${title}</a></h2>
        ${content}
      </section>`;
  return { id, title, content: written };
}
