/** Which kind of change? */

import * as l10n from '@vscode/l10n';
import { html, nothing, svg } from 'lit';
import type { ComparisonRow } from '../src/core/report/view.js';
import { cut } from '../src/core/text/graphemes.js';
import { chartWidth, label, LEFT, LETTER } from './chartFrame.js';
import { figure } from './figures.js';

export function classesSentence(rows: readonly ComparisonRow[]): string {
  const known = rows
    .filter(({ effect, stress }) => effect !== null && !stress)
    .sort((a, b) => (b.effect ?? 0) - (a.effect ?? 0));
  const [most] = known;
  const least = known.at(-1);
  if (!most || !least) return l10n.t('Not enough data.');
  if ((most.effect ?? 0) <= 0.05) return l10n.t('No class changes the answers much.');
  return l10n.t(
    'Largest: {0} ({1}). Smallest: {2} ({3}).',
    most.name,
    figure(most.effect ?? 0),
    least.name,
    figure(least.effect ?? 0),
  );
}

const ROW = 30;
const GAP = 10;
/** Of the chart, where names and bars do not both find room. */
const MAX_SHARE = 0.5;

const nameOf = ({ name, stress }: ComparisonRow) => (stress ? l10n.t('{0} (stress)', name) : name);

export function classesChart(rows: readonly ComparisonRow[]) {
  const width = chartWidth();
  const longest = Math.max(...rows.map((row) => nameOf(row).length));
  const names = Math.min(longest * LETTER + GAP, width * MAX_SHARE);
  const most = Math.max(
    0.1,
    ...rows.map(({ effect, interval }) => Math.max(effect ?? 0, interval?.[1] ?? 0)),
  );
  const x = (value: number) =>
    names + (Math.min(Math.max(value, 0), most) / most) * (width - names - LEFT - GAP);
  const height = rows.length * ROW + 4;
  return html`
    <svg class="chart" width="100%" height=${height} role="img" aria-label=${label(rows)}>
      <line class="axis" x1=${names} x2=${names} y1="0" y2=${height} />
      ${rows.map((row, index) => {
        const { effect, interval, noise } = row;
        const y = index * ROW + 4;
        const name = nameOf(row);
        return svg`
          <text class="on" x="0" y=${y + 12}>${cut(name, Math.floor((names - GAP) / LETTER))}<title>${name}</title></text>
          ${effect === null ? nothing : svg`<rect class="blue" x=${names} y=${y + 1} width=${Math.max(0, x(effect) - names)} height="11" />`}
          ${noise === null ? nothing : svg`<rect class="noise" x=${names} y=${y + 14} width=${Math.max(0, x(noise) - names)} height="6" />`}
          ${interval ? svg`<path class="mark" d=${`M${x(interval[0])} ${y + 3}v7M${x(interval[0])} ${y + 6.5}H${x(interval[1])}m0 -3.5v7`} />` : nothing}
          <text class="on" x=${width} y=${y + 12} text-anchor="end">${effect === null ? l10n.t('not available') : figure(effect)}</text>`;
      })}
    </svg>
    <p class="small">${l10n.t('Bar: wording effect with its interval. Thin bar: noise floor.')}</p>
  `;
}
