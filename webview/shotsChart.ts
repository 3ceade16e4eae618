/** Would examples help? */

import * as l10n from '@vscode/l10n';
import { html, nothing, svg } from 'lit';
import type { ComparisonRow } from '../src/core/report/view.js';
import { label, LEFT, RIGHT, WIDTH } from './chartFrame.js';
import { figure } from './figures.js';

/** Effect and accuracy share the axis of shots, not an axis of values. */
export function shotsChart(rows: readonly ComparisonRow[]) {
  const most = Math.max(
    0.1,
    ...rows.map(({ effect, interval }) => Math.max(effect ?? 0, interval?.[1] ?? 0)),
  );
  const x = (index: number) =>
    LEFT + 24 + (index * (WIDTH - LEFT - RIGHT - 48)) / Math.max(1, rows.length - 1);
  const panel = (
    top: number,
    title: string,
    {
      value,
      span,
      most: highest,
    }: {
      value: (row: ComparisonRow) => number | null;
      span: (row: ComparisonRow) => readonly [number, number] | null;
      most: number;
    },
  ) => {
    const y = (amount: number) =>
      top + 64 - (Math.min(Math.max(amount, 0), highest) / highest) * 46;
    const points = rows.flatMap((row, index) => {
      const amount = value(row);
      return amount === null ? [] : [{ at: x(index), y: y(amount), amount, span: span(row) }];
    });
    return svg`
      <text x="0" y=${top + 8}>${title}</text>
      <line class="grid" x1=${LEFT} x2=${WIDTH - RIGHT} y1=${y(0)} y2=${y(0)} />
      <text x="0" y=${y(0) + 4}>0</text>
      <text x="0" y=${y(highest) + 4}>${figure(highest)}</text>
      <polyline class="mark" points=${points.map((each) => `${each.at},${each.y}`).join(' ')} />
      ${points.map(
        (each) => svg`
          ${each.span ? svg`<line class="thin" x1=${each.at} x2=${each.at} y1=${y(each.span[0])} y2=${y(each.span[1])} />` : nothing}
          <circle class="dot" cx=${each.at} cy=${each.y} r="3" />
          <text class="on" x=${each.at + 6} y=${each.y - 5}>${figure(each.amount)}</text>`,
      )}`;
  };
  return html`
    <svg class="chart" viewBox="0 0 ${WIDTH} 176" width="100%" role="img" aria-label=${label(rows)}>
      ${panel(0, l10n.t('Wording effect'), { value: (row) => row.effect, span: (row) => row.interval, most })}
      ${panel(78, l10n.t('Accuracy'), { value: (row) => row.accuracy, span: () => null, most: 1 })}
      ${rows.map(({ name }, index) => svg`<text x=${x(index)} y="170" text-anchor="middle">${name}</text>`)}
    </svg>
  `;
}
