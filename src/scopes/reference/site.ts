import type { GraphQLSchema } from 'graphql';
import { typesOn } from './elements.js';
import { elementsPage } from './elements-page.js';
import { documentOf } from './layout.js';
import { ASSET_START, SCRIPT_FILE, STYLE_FILE } from './mark.js';
import { overviewPage } from './overview-page.js';
import { ELEMENTS, OVERVIEW, operationOf, type Page, ROOT_PAGES, SCOPES, TYPE_PAGES } from './pages.js';
import { type Reference, type ReferenceOptions, readReference } from './reference.js';
import { rootPage } from './root-page.js';
import { scopesPage } from './scopes-page.js';
import { SEARCH_SCRIPT } from './search-script.js';
import type { Body } from './sections.js';
import { STYLE } from './style.js';
import { typesPage } from './types-page.js';

/**
 * The reference of a schema as a site that needs no server: the names of its files to what is in them. The same schema and
 * options give the same bytes.
 * @param schema as it was built from its SDL; one that was enforced says in its descriptions what it requires, a second time
 * @throws ScopeDirectiveError where a directive cannot be read
 */
export function referenceSite(schema: GraphQLSchema, options: ReferenceOptions): ReadonlyMap<string, string> {
  const reference = readReference(schema, options);
  const bodies = new Map<Page, Body>([
    [OVERVIEW, overviewPage(reference)],
    ...ROOT_PAGES.flatMap((page) => rootBodies(reference, page)),
    ...TYPE_PAGES.flatMap((page) => typeBodies(reference, page)),
    [SCOPES, scopesPage(reference)],
    [ELEMENTS, elementsPage(reference)],
  ]);
  const pages = [...bodies.keys()];
  const documents = [...bodies].map(([page, body]): [string, string] => [
    page.file,
    documentOf(options.title, pages, page, body),
  ]);
  return new Map([...documents, [STYLE_FILE, ASSET_START + STYLE], [SCRIPT_FILE, ASSET_START + SEARCH_SCRIPT]]);
}

function rootBodies(reference: Reference, page: Page): [Page, Body][] {
  return typesOn(reference.schema, page).flatMap((type) => {
    const operation = operationOf(reference.schema, type);
    return operation ? [[page, rootPage(reference, type, operation)] satisfies [Page, Body]] : [];
  });
}

function typeBodies(reference: Reference, page: Page): [Page, Body][] {
  const types = typesOn(reference.schema, page);
  return types.length > 0 ? [[page, typesPage(reference, types)]] : [];
}
