import { html, type Markup } from './markup.js';

interface TableOptions {
  /** On a narrow page each row is a list of its cells with their heads. */
  readonly stacks?: boolean;
}

/** The first cell of a row names it. */
export const tableMarkup = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { stacks = false }: TableOptions = {},
): Markup =>
  html`<table${stacks ? html` class="stacked"` : null}>
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
            ${others.map(
              (each, at) =>
                html`<td${stacks ? html` data-head="${head[at + 1] ?? ''}"` : null}>${each}</td>`,
            )}
          </tr>`,
      )}
    </tbody>
  </table>`;
