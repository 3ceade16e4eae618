/** "Where does it change?": the pickers, the place of the matrix, its legend. The matrix itself is drawn apart. */

import { html, nothing } from 'lit';
import type { MatrixView } from '../src/core/report/matrix.js';
import type { PanelReport, PanelState } from '../src/protocol.js';
import { button, dropdown } from './controls.js';
import { SIGNS } from './matrix.js';
import { change, shown, type CellMode } from './store.js';
import { t } from './strings.js';

const WORDS: Readonly<Record<keyof typeof SIGNS, () => string>> = {
  right: () => t('right'),
  wrong: () => t('wrong'),
  mixed: () => t('repeats disagree'),
  partly: () => t('partly right'),
  same: () => t('same as the original'),
  different: () => t('different'),
  unreadable: () => t('no readable answer'),
  failed: () => t('failed'),
  missing: () => t('not run'),
};

export const matrixShown = ({ matrices }: PanelReport): MatrixView =>
  matrices.find(({ shots }) => shots === shown.view.shots) ?? (matrices[0] as MatrixView);

export function matrixSection(report: PanelReport, state: PanelState, hidden: number) {
  const { view } = shown;
  const matrix = matrixShown(report);
  const gold = report.view.matrix.figureTitle === 'Acc.';
  const running = state.phase.kind === 'running';
  const modes = [
    { value: 'score', text: gold ? t('Right or wrong') : t('Same or different') },
    ...(gold ? [{ value: 'same', text: t('Same as the original') }] : []),
    { value: 'confidence', text: t('Confidence') },
  ];
  return html`
    <section class="where block" aria-labelledby="where-title">
      <div class="head">
        <h2 id="where-title">${t('Where does it change?')}</h2>
        <div class="row">
          ${
            report.matrices.length > 1
              ? dropdown(
                  t('Examples'),
                  {
                    choices: report.matrices.map(({ shots, name }) => ({
                      value: shots,
                      text: name,
                    })),
                    value: matrix.shots,
                  },
                  (shots) => change({ shots }),
                )
              : nothing
          }
          ${dropdown(t('What cells show'), { choices: modes, value: view.cells }, (cells) =>
            change({ cells: cells as CellMode }),
          )}
          ${
            running
              ? nothing
              : dropdown(
                  t('Order of cases'),
                  {
                    choices: [
                      { value: 'effect', text: t('Most effect first') },
                      { value: 'file', text: t('As in the file') },
                    ],
                    value: view.order,
                  },
                  (order) => change({ order: order as 'effect' | 'file' }),
                )
          }
        </div>
      </div>
      <div id="matrix"></div>
      ${
        hidden > 0
          ? html`<p class="small">
              ${t('{0} cases look the same in every row and are hidden.', hidden)}
              ${button(t('Show all {0}', matrix.columns.length), () => change({ allCases: true }))}
            </p>`
          : nothing
      }
      <ul class="legend small">
        ${matrix.legend.map(
          (glyph) =>
            html`<li>
              <span class="cell is-${glyph}"><span aria-hidden="true">${SIGNS[glyph]}</span></span>${WORDS[glyph]()}
            </li>`,
        )}
      </ul>
    </section>
  `;
}
