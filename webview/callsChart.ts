/** How long did calls take? A bar for each of the slowest, and of those that were sent again. */

import * as l10n from '@vscode/l10n';
import { html, svg } from 'lit';
import type { CallRow } from '../src/core/studies/sensitivity/callTimes.js';
import { chartWidth, RIGHT } from './chartFrame.js';
import { secondsText } from './figures.js';

const ROW = 34;

const figures = ({ latencyMs, requests }: CallRow) =>
  requests > 1
    ? l10n.t('{0}, {1} requests', secondsText(latencyMs), requests)
    : secondsText(latencyMs);

export function callsChart(rows: readonly CallRow[]) {
  const most = Math.max(1, ...rows.map(({ latencyMs }) => latencyMs));
  const right = chartWidth() - RIGHT;
  const width = (milliseconds: number) => (milliseconds / most) * right;
  const words = rows.map((row) => `${row.name}: ${figures(row)}`).join('; ');
  return html`
    <details>
      <summary>${l10n.t('The slowest, and those that were sent again')}</summary>
      <svg class="chart" width="100%" height=${rows.length * ROW + 4} role="img" aria-label=${words}>
        ${rows.map((row, index) => {
          const y = index * ROW;
          const wait = width(row.ttftMs ?? 0);
          return svg`<text x="0" y=${y + 13}>${row.name}</text>
            <text x=${right} y=${y + 13} text-anchor="end">${figures(row)}</text>
            <rect class="effect" x="0" y=${y + 18} width=${wait} height="8" />
            <rect class="blue" x=${wait} y=${y + 18} width=${width(row.latencyMs) - wait} height="8" />`;
        })}
      </svg>
      <p class="note">
        ${l10n.t('From the request to the end of the answer; in grey, until its first token.')}
      </p>
    </details>
  `;
}
