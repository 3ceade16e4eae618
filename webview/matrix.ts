/** The matrix variants × cases. Only what is in sight is in the document; counts and places in ARIA are those of the whole. */

import { html, nothing, svg } from 'lit';
import type { MatrixCell, MatrixRow } from '../src/core/report/matrix.js';
import { face, faceClass } from './cellFace.js';
import { figure } from './figures.js';
import { CELL, columnAt, segmentsOf, type Grid, type Segment } from './grid.js';
import { focus, moveTo, onMatrixKey } from './matrixFocus.js';
import { FIGURE_WIDTH, nameAndTags, type NameColumn } from './nameColumn.js';
import type { CellMode } from './store.js';
import * as l10n from '@vscode/l10n';

export interface Sight {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const SUM_HEIGHT = 34;

export interface Drawing {
  readonly mode: CellMode;
  readonly sight: Sight;
  readonly names: NameColumn;
}

export function matrixTable(grid: Grid, { mode, sight, names }: Drawing) {
  const { matrix, order } = grid;
  const columns = segmentsOf(order.length, { scroll: sight.left, size: sight.width }, focus.col);
  const rows = segmentsOf(matrix.rows.length, { scroll: sight.top, size: sight.height }, focus.row);
  const width = names.width + order.length * CELL + FIGURE_WIDTH;
  return html`
    <table
      class="matrix"
      role="grid"
      width=${width}
      aria-label=${l10n.t('Variants and cases')}
      aria-rowcount=${matrix.rows.length + 2}
      aria-colcount=${order.length + 2}
      @keydown=${onMatrixKey}
    >
      <colgroup>
        <col width=${names.width} />
        ${columns.map((segment) => html`<col width=${'gap' in segment ? segment.gap * CELL : CELL} />`)}
        <col width=${FIGURE_WIDTH} />
      </colgroup>
      <thead>
        ${headRow(grid, columns)}
      </thead>
      <tbody>
        ${rows.map((segment) =>
          'gap' in segment
            ? html`<tr class="gap" aria-hidden="true">
                <td height=${segment.gap * CELL} colspan=${columns.length + 2}></td>
              </tr>`
            : bodyRow(grid, columns, { at: segment.at, mode, names }),
        )}
      </tbody>
      <tfoot>
        ${sumRow(grid, columns)}
      </tfoot>
    </table>
  `;
}

const isOn = (row: number, col: number) => focus.row === row && focus.col === col;
const stop = (row: number, col: number) => (isOn(row, col) ? '0' : '-1');

const headRow = ({ matrix, order }: Grid, columns: readonly Segment[]) => html`
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
      const { id, number } = columnAt(matrix, order[segment.at] as number);
      return html`<th
        class=${segment.at === focus.col ? 'hot' : ''}
        role="columnheader"
        scope="col"
        aria-colindex=${segment.at + 2}
        aria-label=${l10n.t('Case {0}', id)}
        title=${id}
        tabindex=${stop(-1, segment.at)}
        @click=${() => moveTo({ row: -1, col: segment.at })}
      >
        ${number}
      </th>`;
    })}
    <th class="figure" role="columnheader" scope="col" aria-colindex=${order.length + 2}>
      ${matrix.figureTitle}
    </th>
  </tr>
`;

function bodyRow(
  { matrix, order }: Grid,
  columns: readonly Segment[],
  { at, mode, names }: { at: number } & Omit<Drawing, 'sight'>,
) {
  const row = matrix.rows[at] as MatrixRow;
  const firstStress = row.stress && !matrix.rows[at - 1]?.stress;
  const lines = at === 0 ? 'first' : firstStress ? 'stress' : '';
  return html`
    <tr class=${lines} role="row" aria-rowindex=${at + 2}>
      <th
        class="name ${at === focus.row ? 'hot' : ''}"
        role="rowheader"
        scope="row"
        aria-colindex="1"
        title=${row.change}
        tabindex=${stop(at, -1)}
        @click=${() => moveTo({ row: at, col: -1 })}
      >
        ${nameAndTags(row, names)}
      </th>
      ${columns.map((segment) =>
        'gap' in segment
          ? html`<td aria-hidden="true"></td>`
          : cell(row.cells[order[segment.at] as number] as MatrixCell, {
              row: at,
              col: segment.at,
              mode,
            }),
      )}
      <td class="figure" role="gridcell" aria-colindex=${order.length + 2}>${row.figure}</td>
    </tr>
  `;
}

function cell(view: MatrixCell, { row, col, mode }: { row: number; col: number; mode: CellMode }) {
  const chosen = isOn(row, col);
  return html`<td
    class="cell ${faceClass(view, mode)} ${chosen ? 'on' : ''}"
    role="gridcell"
    aria-colindex=${col + 2}
    aria-selected=${chosen ? 'true' : 'false'}
    aria-label=${view.label}
    title=${view.label}
    tabindex=${stop(row, col)}
    @click=${() => moveTo({ row, col })}
  >
    <span aria-hidden="true">${face(view, mode)}</span>
  </td>`;
}

function sumRow({ matrix, order }: Grid, columns: readonly Segment[]) {
  const most = Math.max(0.05, ...matrix.columns.map(({ effect }) => effect ?? 0));
  return html`
    <tr class="sum" role="row" aria-rowindex=${matrix.rows.length + 2}>
      <th class="name" role="rowheader" scope="row" aria-colindex="1">${l10n.t('Effect per case')}</th>
      ${columns.map((segment) => {
        if ('gap' in segment) return html`<td aria-hidden="true"></td>`;
        const { id, effect } = columnAt(matrix, order[segment.at] as number);
        const text =
          effect === null
            ? l10n.t('Case {0}: effect not available', id)
            : l10n.t('Case {0}: effect {1}', id, figure(effect));
        const height = effect === null ? 0 : (Math.max(0, effect) / most) * 24;
        return html`<td role="gridcell" aria-colindex=${segment.at + 2} aria-label=${text} title=${text}>
          <svg viewBox="0 0 24 ${SUM_HEIGHT - 8}" width="24" height=${SUM_HEIGHT - 8} aria-hidden="true">
            ${effect === null ? nothing : svg`<rect class="sum-bar" x="5" y=${SUM_HEIGHT - 10 - height} width="14" height=${Math.max(1, height)} />`}
          </svg>
        </td>`;
      })}
      <td class="figure" aria-hidden="true"></td>
    </tr>
  `;
}
