import { type Content, type Html, html } from './html.js';

/**
 * A table; nothing where it has no rows. The first cell of a row says what the row is of. The roles are written out, as the
 * style sheet lays tables out anew on a narrow screen, which takes away those that they have by themselves.
 */
export function table(titles: readonly string[], rows: readonly (readonly Content[])[]): Content {
  if (rows.length === 0) return undefined;
  const head = titles.map((title) => html`<th scope="col" role="columnheader">${title}</th>`);
  return html`
        <table role="table">
          <thead role="rowgroup"><tr role="row">${head}</tr></thead>
          <tbody role="rowgroup">${rows.map(rowOf)}
          </tbody>
        </table>`;
}

function rowOf([first, ...others]: readonly Content[]): Html {
  const cells = others.map(
    (cell) => html`
              <td role="cell">${cell}</td>`,
  );
  return html`
            <tr role="row">
              <th scope="row" role="rowheader">${first}</th>${cells}
            </tr>`;
}
