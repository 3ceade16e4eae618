import type { CallRow } from '../../studies/sensitivity/callTimes.js';
import { secondsText } from '../../say/figures.js';
import { drawing } from './drawing.js';
import { html, type Markup } from './markup.js';

const WIDTH = 560;
const ROW = 38;
/** From the top of a row. */
const BAR = 22;

/** A bar for each call: the wait for the first token, then the rest. Those that were sent again say so. */
export function callsChart(rows: readonly CallRow[]): Markup {
  const most = Math.max(1, ...rows.map(({ latencyMs }) => latencyMs));
  const width = (milliseconds: number) => (milliseconds / most) * WIDTH;
  const label = rows.map((row) => `${row.name}: ${figures(row)}`).join('; ');
  const bars = html`${rows.map((row, index) => {
    const y = index * ROW;
    const wait = width(row.ttftMs ?? 0);
    return html`<text class="strong" x="0" y="${y + 15}">${row.name}</text>
          <text x="${WIDTH}" y="${y + 15}" text-anchor="end">${figures(row)}</text>
          ${row.ttftMs === null ? null : html`<rect class="noise" x="0" y="${y + BAR}" width="${wait}" height="9" />`}
          <rect class="bar" x="${wait}" y="${y + BAR}" width="${width(row.latencyMs) - wait}" height="9" />`;
  })}`;
  return html`${drawing(label, [WIDTH, rows.length * ROW + 4], bars)}
    <p class="small">Bar: from the request to the end of the answer. Grey: until its first token.</p>`;
}

const figures = ({ latencyMs, requests }: CallRow) =>
  requests > 1 ? `${secondsText(latencyMs)}, ${requests} requests` : secondsText(latencyMs);
