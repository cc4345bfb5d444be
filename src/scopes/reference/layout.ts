import { type Html, html } from './html.js';
import { fragmentOf } from './links.js';
import { PAGE_END, SCRIPT_FILE, STYLE_FILE } from './mark.js';
import { ELEMENTS, OVERVIEW, type Page } from './pages.js';
import type { Body, Section } from './sections.js';

/** Nothing from elsewhere, nothing inline: whatever came into a page as markup would still do nothing. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; form-action 'none'";

/** The whole of a page, as it is written to its file. */
export function documentOf(title: string, pages: readonly Page[], page: Page, { lead, sections }: Body): string {
  const script = page === ELEMENTS ? html`\n    <script src="${SCRIPT_FILE}" defer></script>` : undefined;
  const { text } = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${CONTENT_SECURITY_POLICY}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${page === OVERVIEW ? title : `${page.title} – ${title}`}</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="${STYLE_FILE}">${script}
  </head>
  <body>
    <a class="skip" href="#page-content">Skip to the content</a>
    <header>
      <a class="title" href="${OVERVIEW.file}">${title}</a>
      <nav aria-label="Pages">
        <ul>${pages.map((each) => linkToPage(each, page))}
        </ul>
      </nav>
    </header>
    <div class="columns">
      ${contentsOf(sections)}
      <main id="page-content" tabindex="-1">
        <h1>${page === OVERVIEW ? title : page.title}</h1>
        ${lead}${sections.map(({ content }) => content)}
      </main>
    </div>
${PAGE_END}`;
  return text;
}

function linkToPage(page: Page, current: Page): Html {
  const mark = page === current ? html` aria-current="page"` : undefined;
  return html`
          <li><a href="${page.file}"${mark}>${page.title}</a></li>`;
}

/** Twice, of which the style sheet shows one: beside the content where there is room, else folded above it. */
function contentsOf(sections: readonly Section[]): Html | undefined {
  if (sections.length < 2) return undefined;
  const links = html`<ul>${sections.map(
    ({ id, title }) => html`
            <li><a href="${fragmentOf(id)}">${title}</a></li>`,
  )}
          </ul>`;
  return html`<nav class="contents beside" aria-label="On this page">${links}</nav>
      <details class="contents above"><summary>On this page</summary><nav aria-label="On this page">${links}</nav></details>`;
}
