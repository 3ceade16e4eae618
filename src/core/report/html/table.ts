import { html, type Markup } from './markup.js';

/** The first cell of a row names it. */
export const tableMarkup = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
): Markup =>
  html`<table>
    <thead>
      <tr>
        ${head.map((each) => html`<th scope="col">${each}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([first = '', ...others]) =>
          html`<tr>
            <th scope="row">${first}</th>
            ${others.map((each) => html`<td>${each}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
