/** How did it develop? */

import * as l10n from '@vscode/l10n';
import { html, nothing, svg } from 'lit';
import type { PanelState } from '../src/protocol.js';
import { chartWidth, LEFT, RIGHT } from './chartFrame.js';
import { button } from './controls.js';
import { figure, range, thousands } from './figures.js';
import { post } from './host.js';

const MAX_RUNS = 8;
type Runs = PanelState['history'];
const recent = (history: Runs) => history.filter(({ inTrend }) => inTrend).slice(-MAX_RUNS);
const day = (startedAt: string) =>
  new Date(startedAt).toLocaleString(undefined, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });

/** Runs on other models are other things: they are neither compared nor joined. */
export function historySentence(history: Runs): string {
  const runs = recent(history);
  const now = runs.at(-1);
  const before = runs.slice(0, -1).findLast(({ model }) => model === now?.model);
  if (now?.effect.value == null || before?.effect.value == null)
    return l10n.t('{0} runs are saved.', thousands(history.length));
  return l10n.t('Now {0}, previously {1}.', figure(now.effect.value), figure(before.effect.value));
}

/** One line for each model: places of its runs among those shown, oldest first. */
export const trendLines = (runs: Runs): readonly (readonly number[])[] => {
  const places = runs.flatMap(({ effect }, index) => (effect.value === null ? [] : [index]));
  return [...Map.groupBy(places, (index) => runs[index]?.model).values()];
};

export function historyChart(history: Runs) {
  const runs = recent(history);
  const most = Math.max(
    0.2,
    ...runs.map(({ effect }) => Math.max(effect.value ?? 0, effect.ci?.[1] ?? 0)),
  );
  const right = chartWidth() - RIGHT;
  const x = (index: number) =>
    LEFT + 12 + (index * (right - LEFT - 24)) / Math.max(1, runs.length - 1);
  const y = (value: number) => 116 - (Math.min(Math.max(value, 0), most) / most) * 88;
  const pointsOf = (line: readonly number[]) =>
    line.map((index) => `${x(index)},${y(runs[index]?.effect.value ?? 0)}`).join(' ');
  const words = runs
    .map(
      ({ startedAt, word, effect, model }) =>
        `${day(startedAt)}, ${model}: ${word} ${effect.value === null ? '' : figure(effect.value)}`,
    )
    .join('; ');
  return html`
    <svg class="chart" width="100%" height="124" role="img" aria-label=${words}>
      <text x="0" y="11">${l10n.t('Wording effect')}</text>
      ${[0, most].map(
        (value) => svg`<line class="grid" x1=${LEFT} x2=${right} y1=${y(value)} y2=${y(value)} />
          <text x="0" y=${y(value) + 4}>${figure(value)}</text>`,
      )}
      ${trendLines(runs).map((line) => svg`<polyline class="mark" points=${pointsOf(line)} />`)}
      ${runs.map(({ effect }, index) =>
        effect.value === null
          ? nothing
          : svg`${effect.ci ? svg`<line class="thin" x1=${x(index)} x2=${x(index)} y1=${y(effect.ci[0])} y2=${y(effect.ci[1])} />` : nothing}
            <circle class="dot" cx=${x(index)} cy=${y(effect.value)} r="3.5" />`,
      )}
    </svg>
  `;
}

export const historyList = (history: Runs) => html`
  <details>
    <summary>${l10n.t('All {0} runs', thousands(history.length))}</summary>
    <ul class="plain">
      ${history
        .map(
          ({ startedAt, word, model, effect }, index) => html`<li>
            <button class="link" type="button" @click=${() => post({ kind: 'openRun', index })}>${day(startedAt)}</button>
            ${[word, effect.value === null ? '' : figure(effect.value), range(effect.ci)].filter(Boolean).join(' ')}, ${model}
          </li>`,
        )
        .reverse()}
    </ul>
  </details>
  <div class="row">${button(l10n.t('Compare runs…'), () => post({ kind: 'compareRuns' }))}</div>
`;
