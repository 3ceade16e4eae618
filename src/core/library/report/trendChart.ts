/** How one figure of a prompt developed over its accepted measurements: a line and a mark for each model, with intervals. */

import { drawing } from '../../report/html/drawing.js';
import { html, type Markup } from '../../report/html/markup.js';

export interface TrendValue {
  /** ISO 8601. */
  readonly at: string;
  readonly model: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

export interface TrendFigure {
  /** All of the prompt, the newest first: a model has the same mark in every chart. */
  readonly models: readonly string[];
  readonly title: string;
  readonly values: readonly TrendValue[];
  /** The least the top of the chart stands for. */
  readonly most: number;
  text(value: number): string;
}

const WIDTH = 240;
const HEIGHT = 96;
const TOP = 22;
const BOTTOM = 78;
const SIDE = 8;

/** Nothing below two measurements: there is no line to draw. */
export function trendChart({ title, models, values, most, text }: TrendFigure): Markup | null {
  if (values.length < 2) return null;
  const top = Math.max(most, ...values.map(({ value, high }) => high ?? value));
  const x = (index: number) => SIDE + (index * (WIDTH - 2 * SIDE)) / (values.length - 1);
  const y = (value: number) => BOTTOM - (Math.min(Math.max(value, 0), top) / top) * (BOTTOM - TOP);
  const [first, last] = [values[0] as TrendValue, values.at(-1) as TrendValue];
  const label = values
    .map(({ at, model, value }) => `${day(at)}, ${model}: ${text(value)}`)
    .join('; ');
  const content = html`<text class="strong" x="0" y="11">${title}</text>
    <text x="${WIDTH}" y="11" text-anchor="end">${text(last.value)}</text>
    <line class="axis" x1="0" x2="${WIDTH}" y1="${BOTTOM}" y2="${BOTTOM}" />
    ${values.map(({ low, high }, index) =>
      low === null || high === null
        ? null
        : html`<path class="whisker" d="M${x(index)} ${y(low)}V${y(high)}" />`,
    )}
    ${[...Map.groupBy(values.keys(), (index) => values[index]?.model).values()].map(
      (line) =>
        html`<polyline
          class="line"
          stroke-dasharray="${DASHES[models.indexOf(values[line[0] ?? 0]?.model ?? '')] ?? '1 3'}"
          points="${line.map((index) => `${x(index)},${y(values[index]?.value ?? 0)}`).join(' ')}"
        />`,
    )}
    ${values.map(
      ({ at, model, value }, index) =>
        html`<path ${markAt(models.indexOf(model), x(index), y(value))}>
          <title>${day(at)}, ${model}: ${text(value)}</title>
        </path>`,
    )}
    <text x="0" y="${HEIGHT - 4}">${day(first.at)}</text>
    <text x="${WIDTH}" y="${HEIGHT - 4}" text-anchor="end">${day(last.at)}</text>`;
  return drawing(`${title}. ${label}`, [WIDTH, HEIGHT], content);
}

/** A dot, a hollow square, a triangle and a hollow diamond, from their middle; further models share the last. */
const MARKS = [
  { look: 'dot', shape: 'm-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0' },
  { look: 'hollow', shape: 'm-3 -3h6v6h-6z' },
  { look: 'dot', shape: 'm0 -4l4 7h-8z' },
  { look: 'hollow', shape: 'm-4 0l4 -4l4 4l-4 4z' },
] as const;
const DASHES = ['none', '6 3', '2 2', '8 2 2 2'] as const;

function markAt(model: number, x: number, y: number): Markup {
  const { look, shape } = MARKS[model] ?? MARKS[3];
  return html`class="${look}" d="M${x} ${y}${shape}"`;
}

/** Which mark stands for which model; null where there is one model. */
export const trendLegend = (models: readonly string[]): Markup | null =>
  models.length < 2
    ? null
    : html`<p class="legend">
        ${models.map(
          (model, at) =>
            html`<span
              ><svg viewBox="0 0 12 12" width="12" aria-hidden="true">
                <path ${markAt(at, 6, 6)} />
              </svg>
              ${model}</span
            > `,
        )}
      </p>`;

/** Of a date as ISO 8601 writes it. */
export const day = (at: string): string => at.slice(0, 10);
