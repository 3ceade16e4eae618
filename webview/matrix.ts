/** The matrix variants × cases. Only what is in sight is in the document; counts and places in ARIA are those of the whole. */

import { html, nothing, svg } from 'lit';
import type { MatrixCell, MatrixRow } from '../src/core/report/matrix.js';
import { face, faceClass } from './cellFace.js';
import { figure } from './figures.js';
import { caseHead } from './caseNames.js';
import { CELL, columnAt, segmentsOf, type Grid, type Segment } from './grid.js';
import { focus, isOn, moveTo, onMatrixKey, stop } from './matrixFocus.js';
import { headRow } from './matrixHead.js';
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
  const { matrix, order, column } = grid;
  const across = { scroll: sight.left, size: sight.width, unit: column };
  const columns = segmentsOf(order.length, across, focus.col);
  const rows = segmentsOf(matrix.rows.length, { scroll: sight.top, size: sight.height }, focus.row);
  const width = names.width + order.length * column + FIGURE_WIDTH;
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
        ${columns.map((segment) => html`<col width=${'gap' in segment ? segment.gap * column : column} />`)}
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
            ? l10n.t('{0}: effect not available', caseHead(id))
            : l10n.t('{0}: effect {1}', caseHead(id), figure(effect));
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
