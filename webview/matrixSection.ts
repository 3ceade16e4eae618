/** "Where does it change?": the pickers, the place of the matrix, its legend. The matrix itself is drawn apart. */

import { html, nothing } from 'lit';
import type { MatrixView } from '../src/core/report/matrix.js';
import type { PanelReport, PanelState } from '../src/protocol.js';
import { cellLegend } from './cellFace.js';
import { button, dropdown } from './controls.js';
import { tagLegend } from './nameColumn.js';
import { change, shown, type CellMode } from './store.js';
import * as l10n from '@vscode/l10n';

export const matrixShown = ({ matrices }: PanelReport): MatrixView =>
  matrices.find(({ shots }) => shots === shown.view.shots) ?? (matrices[0] as MatrixView);

/** `hidden`: columns left out; `signs`: whether the names' tags are signs. */
export interface MatrixLook {
  readonly hidden: number;
  readonly signs: boolean;
}

export function matrixSection(
  report: PanelReport,
  state: PanelState,
  { hidden, signs }: MatrixLook,
) {
  const { view } = shown;
  const matrix = matrixShown(report);
  const gold = report.view.matrix.figureTitle === 'Acc.';
  const running = state.phase.kind === 'running';
  const modes = [
    { value: 'score', text: gold ? l10n.t('Right or wrong') : l10n.t('Same or different') },
    ...(gold ? [{ value: 'same', text: l10n.t('Same as the original') }] : []),
    { value: 'confidence', text: l10n.t('Confidence') },
  ];
  return html`
    <section class="where block" aria-labelledby="where-title">
      <div class="head">
        <h2 id="where-title">${l10n.t('Where does it change?')}</h2>
        <div class="row">
          ${shotsPicker(report, matrix.shots)}
          ${dropdown(l10n.t('What cells show'), { choices: modes, value: view.cells }, (cells) =>
            change({ cells: cells as CellMode }),
          )}
          ${running ? nothing : orderPicker(view.order)}
        </div>
      </div>
      <div id="matrix"></div>
      ${
        hidden > 0
          ? html`<p class="small">
              ${l10n.t('{0} cases have the same answer in every row and are hidden.', hidden)}
              ${button(l10n.t('Show all {0}', matrix.columns.length), () => change({ allCases: true }))}
            </p>`
          : nothing
      }
      <ul class="legend small">
        ${cellLegend(matrix, view.cells)} ${signs ? tagLegend(matrix.rows) : nothing}
      </ul>
    </section>
  `;
}

const shotsPicker = ({ matrices }: PanelReport, value: string) =>
  matrices.length > 1
    ? dropdown(
        l10n.t('Examples'),
        { choices: matrices.map(({ shots, name }) => ({ value: shots, text: name })), value },
        (shots) => change({ shots }),
      )
    : nothing;

const orderPicker = (value: 'effect' | 'file') =>
  dropdown(
    l10n.t('Order of cases'),
    {
      choices: [
        { value: 'effect', text: l10n.t('Largest effect first') },
        { value: 'file', text: l10n.t('As in the file') },
      ],
      value,
    },
    (order) => change({ order: order as 'effect' | 'file' }),
  );
