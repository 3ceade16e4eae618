/** Would examples help? A row for each configuration, with the values in figures and as marks on a common scale. */

import * as l10n from '@vscode/l10n';
import { html, nothing, svg } from 'lit';
import type { PanelState, ShotsView } from '../src/protocol.js';
import { acknowledgment } from './acknowledge.js';
import { button, dropdown } from './controls.js';
import { figure, range, thousands } from './figures.js';
import { post } from './host.js';
import { change, shown } from './store.js';

type Row = ShotsView['rows'][number];
type Span = readonly [number, number] | null;

export function shotsSection(
  shots: ShotsView | null,
  { readOnly, canCompareShots }: PanelState,
): unknown {
  if (!shots && (readOnly || !canCompareShots)) return nothing;
  const compare = readOnly || !canCompareShots ? nothing : compareButton();
  return html`
    <section class=${shots ? 'wide' : ''} aria-labelledby="shots-title">
      <h2 id="shots-title">${l10n.t('Would examples help?')}</h2>
      ${
        shots
          ? html`<p>${shots.sentence}</p>
              ${table(shots.rows)}
              ${shots.orders.map((line) => html`<p class="small">${line}</p>`)}
              ${readOnly ? nothing : adding(shots, compare)}`
          : html`<p>${l10n.t('Not measured for these results yet.')}</p>
              <div class="row">${compare}</div>`
      }
    </section>
  `;
}

const compareButton = () => button(l10n.t('Compare shots…'), () => post({ kind: 'compareShots' }));

function table(rows: readonly Row[]) {
  const most = Math.max(0.1, ...rows.map(({ effect, interval }) => interval?.[1] ?? effect ?? 0));
  return html`
    <div class="scroll" role="region" tabindex="0" aria-label=${l10n.t('Examples compared')}>
      <table class="plain shots">
        <thead>
          <tr>
            <th scope="col">${l10n.t('Examples')}</th>
            <th scope="col" class="num">${l10n.t('Wording effect')}</th>
            <th scope="col" class="num">${l10n.t('Accuracy')}</th>
            <th scope="col" class="num">${l10n.t('Tokens per call')}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) => html`
              <tr>
                <th scope="row">${row.name}${tags(row)}</th>
                <td class="num">${value(row.effect, row.interval, most)}</td>
                <td class="num">${value(row.accuracy, row.accuracyInterval, 1)}</td>
                <td class="num">
                  ${row.tokens === null ? l10n.t('not available') : thousands(row.tokens)}
                </td>
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
    <p class="more small">${l10n.t('Scroll sideways for the other columns.')}</p>
  `;
}

function tags({ isBest, isCheapest }: Row) {
  const text =
    isBest && isCheapest
      ? l10n.t('best and cheapest')
      : isBest
        ? l10n.t('best')
        : isCheapest
          ? l10n.t('cheapest equivalent')
          : null;
  return text === null ? nothing : html` <span class="tag">${text}</span>`;
}

/** The figure, below it its interval, and both as a mark on the column's scale from 0. */
function value(amount: number | null, span: Span, most: number) {
  if (amount === null) return l10n.t('not available');
  const at = (position: number) => `${(100 * Math.min(Math.max(position, 0), most)) / most}%`;
  return html`
    ${figure(amount)} <span class="small">${span ? range(span) : l10n.t('no interval')}</span>
    <svg class="mark" width="100%" height="10" aria-hidden="true">
      <line class="grid" x1="0" x2="100%" y1="5" y2="5" />
      ${span ? svg`<line class="thin" x1=${at(span[0])} x2=${at(span[1])} y1="5" y2="5" />` : nothing}
      <circle class="dot" cx=${at(amount)} cy="5" r="3" />
    </svg>
  `;
}

function adding({ addable, proposed }: ShotsView, compare: unknown) {
  const wanted = shown.view.examplesToAdd ?? proposed ?? addable[0]?.shots;
  const chosen = addable.find(({ shots }) => shots === wanted) ?? addable[0];
  if (!chosen) return html`<div class="row">${compare}</div>`;
  const { shots, examples } = chosen;
  return html`
    ${
      proposed === null
        ? html`<p class="small">
            ${l10n.t('The file as it is performs as well as the best configuration and is the cheapest. Nothing to add.')}
          </p>`
        : nothing
    }
    <div class="row">
      ${
        addable.length > 1
          ? dropdown(
              l10n.t('Examples to add'),
              {
                choices: addable.map((each) => ({ value: each.shots, text: each.name })),
                value: shots,
              },
              (examplesToAdd) => change({ examplesToAdd }),
            )
          : nothing
      }
      ${button(
        examples === 1
          ? l10n.t('Add 1 example to the file')
          : l10n.t('Add {0} examples to the file', examples),
        () => post({ kind: 'addExamples', shots }),
      )}
      ${acknowledgment({ kind: 'addExamples', shots })}
      ${compare}
    </div>
  `;
}
