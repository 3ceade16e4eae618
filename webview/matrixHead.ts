/** The head of the matrix: the numbers of the cases, and their names where columns are wide enough. */

import * as l10n from '@vscode/l10n';
import { html, nothing } from 'lit';
import { columnName, columnTitle } from './caseNames.js';
import { CELL, columnAt, type Grid, type Segment } from './grid.js';
import { focus, moveTo, stop } from './matrixFocus.js';

export const headRow = ({ matrix, order, column }: Grid, columns: readonly Segment[]) => html`
  <tr role="row" aria-rowindex="1">
    <th
      class="name"
      role="columnheader"
      scope="col"
      aria-colindex="1"
      tabindex=${stop(-1, -1)}
      @click=${() => moveTo({ row: -1, col: -1 })}
    >
      <span>${l10n.t('Variant')}</span><span>${l10n.t('Case')}</span>
    </th>
    ${columns.map((segment) => {
      if ('gap' in segment) return html`<th aria-hidden="true"></th>`;
      const shown = columnAt(matrix, order[segment.at] as number);
      const title = columnTitle(shown);
      return html`<th
        class="${segment.at === focus.col ? 'hot' : ''} ${column > CELL ? 'wide' : ''}"
        role="columnheader"
        scope="col"
        aria-colindex=${segment.at + 2}
        aria-label=${title}
        title=${title}
        tabindex=${stop(-1, segment.at)}
        @click=${() => moveTo({ row: -1, col: segment.at })}
      >
        ${shown.number}${column > CELL ? html` <span>${columnName(shown)}</span>` : nothing}
      </th>`;
    })}
    <th class="figure" role="columnheader" scope="col" aria-colindex=${order.length + 2}>
      ${matrix.figureTitle}
    </th>
  </tr>
`;
