/** "Where does it change?": the pickers, the place of the matrix, its legend. The matrix itself is drawn apart. */

import { html, nothing } from 'lit';
import type { MatrixView } from '../src/core/report/matrix.js';
import type { PanelReport, PanelState } from '../src/protocol.js';
import { filterCounts, type CaseFilter } from './caseFilter.js';
import { cellLegend } from './cellFace.js';
import { button, checkbox, dropdown } from './controls.js';
import { thousands } from './figures.js';
import { tagLegend } from './nameColumn.js';
import { change, shown, type CellMode } from './store.js';
import * as l10n from '@vscode/l10n';

export const matrixShown = ({ matrices }: PanelReport): MatrixView =>
  matrices.find(({ shots }) => shots === shown.view.shots) ?? (matrices[0] as MatrixView);

/** `hidden`: columns folded away; `filteredOut`: not asked for; `signs`: whether the names' tags are signs. */
export interface MatrixLook {
  readonly hidden: number;
  readonly filteredOut: number;
  readonly signs: boolean;
}

export function matrixSection(
  report: PanelReport,
  state: PanelState,
  { hidden, filteredOut, signs }: MatrixLook,
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
      ${running ? nothing : caseControls(matrix, { gold, filteredOut })}
      <div id="matrix"></div>
      ${
        hidden > 0
          ? html`<p class="small">
              ${l10n.t('{0} cases have the same answer in every row and are hidden.', thousands(hidden))}
              ${button(l10n.t('Show all {0}', thousands(matrix.columns.length)), () => change({ allCases: true }))}
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

const FILTERS: Readonly<Record<CaseFilter, () => string>> = {
  all: () => l10n.t('All cases'),
  changed: () => l10n.t('Changed'),
  wrong: () => l10n.t('Wrong'),
  failed: () => l10n.t('Failed calls'),
};

/** Which cases are shown, the search for one, and whether their names are. */
function caseControls(
  matrix: MatrixView,
  { gold, filteredOut }: { gold: boolean; filteredOut: number },
) {
  const { filter, find, wide } = shown.view;
  const all = matrix.columns.length;
  const counts = Object.entries(filterCounts(matrix, gold)) as [CaseFilter, number | null][];
  const choices = counts.flatMap(([value, count]) =>
    count === null ? [] : [{ value, text: `${FILTERS[value]()} (${thousands(count)})` }],
  );
  return html`
    <div class="row">
      ${dropdown(l10n.t('Which cases'), { choices, value: filter }, (value) =>
        change({ filter: value as CaseFilter }),
      )}
      <input
        class="find"
        type="search"
        aria-label=${l10n.t('Find a case')}
        placeholder=${l10n.t('Find a case')}
        title=${l10n.t('By number, id or the beginning of its inputs')}
        .value=${find}
        @input=${(event: Event) => change({ find: (event.currentTarget as HTMLInputElement).value })}
      />
      ${checkbox(l10n.t('Names of cases'), { checked: wide }, (checked) => change({ wide: checked }))}
      <span class="small" role="status">
        ${filteredOut > 0 ? leftOver(all - filteredOut, all) : nothing}
      </span>
    </div>
  `;
}

const leftOver = (kept: number, all: number) => html`
  ${kept === 0 ? l10n.t('No case matches.') : l10n.t('{0} of {1} cases match.', thousands(kept), thousands(all))}
  ${button(l10n.t('Show all {0}', thousands(all)), () => change({ filter: 'all', find: '' }))}
`;
