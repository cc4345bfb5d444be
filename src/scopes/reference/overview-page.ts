import { descriptionOf, summaryOf } from './description.js';
import { coordinateOf, isField, membersOf, typesOn } from './elements.js';
import { type Content, html } from './html.js';
import { linkTo, linkToScope } from './links.js';
import { type Page, ROOT_PAGES } from './pages.js';
import { type Reference, rolesWith } from './reference.js';
import { wordsOf } from './requires.js';
import { type Body, sectionOf } from './sections.js';
import { table } from './table.js';

/** The first page: what the schema says of itself, its operations, its scopes, the roles. */
export function overviewPage(reference: Reference): Body {
  const tables: [id: string, title: string, content: Content][] = [
    ...ROOT_PAGES.map((page): [string, string, Content] => [
      `page-${page.title.toLowerCase()}`,
      page.title,
      operationTable(reference, page),
    ]),
    ['page-scopes', 'Scopes', scopeTable(reference)],
    ['page-roles', 'Roles', roleTable(reference)],
    ['page-words', 'What is required', WORDS],
  ];
  const sections = tables.filter(([, , content]) => content !== undefined).map((each) => sectionOf(...each));
  return { lead: descriptionOf(reference, reference.schema.description), sections };
}

function operationTable(reference: Reference, page: Page): Content {
  const rows = typesOn(reference.schema, page).flatMap((type) =>
    membersOf(type)
      .filter(isField)
      .map((field) => {
        const coordinate = coordinateOf(type, field);
        const link = html`<code>${linkTo(reference, coordinate, field.name)}</code>`;
        return [link, wordsOf(reference, coordinate), summaryOf(reference, field.description)];
      }),
  );
  return table(['Field', 'Requires', 'What it does'], rows);
}

function scopeTable(reference: Reference): Content {
  const hasRoles = Object.keys(reference.roles).length > 0;
  const rows = [...reference.scopes].map(([scope, description]) => [
    html`<code>${linkToScope(scope)}</code>`,
    summaryOf(reference, description),
    ...(hasRoles ? [rolesWith(reference, scope).join(', ')] : []),
  ]);
  return table(['Scope', 'What it allows', ...(hasRoles ? ['Granted to'] : [])], rows);
}

function roleTable({ roles }: Reference): Content {
  const rows = Object.entries(roles).map(([role, scopes]) => [
    role,
    scopes.map((scope) => html`<code>${linkToScope(scope)}</code> `),
  ]);
  return table(['Role', 'Scopes'], rows);
}

const WORDS = html`
        <dl>
          <dt>a and b, or c</dt>
          <dd>A token that has the scopes a and b, or the scope c.</dd>
          <dt>Signed in</dt>
          <dd>A token, whatever its scopes.</dd>
          <dt>Public</dt>
          <dd>Nothing: it is for everybody.</dd>
          <dt>Nothing further</dt>
          <dd>Nothing beyond what leads there. What an argument or an input field requires counts where it is given.</dd>
        </dl>`;
