/** Drawings of rectangles and lines, each with all its values in its label. */

import type { ComparisonRow, ScaleView } from '../view.js';
import { number, withInterval } from '../../say/figures.js';
import { drawing } from './drawing.js';
import { html, type Markup } from './markup.js';

const WIDTH = 560;
/** Bands narrower than this have no room for their name where a narrow page enlarges words. */
const TIGHT = 62;

export function scaleChart(scale: ScaleView): Markup {
  const x = (value: number) =>
    (Math.min(Math.max(value, 0), scale.most) / scale.most) * (WIDTH - 20) + 10;
  const range =
    scale.low === null || scale.high === null ? null : ([scale.low, scale.high] as const);
  const label = `Wording effect ${withInterval(number(scale.value), range)}${scale.band ? `, ${scale.band}` : ''}`;
  const content = html`${scale.bands.map(
    ({ name, from, to }) =>
      html`<line class="axis" x1="${x(from)}" x2="${x(from)}" y1="4" y2="46" />${
        x(to) - x(from) > 38
          ? html`<text class="${name === scale.band ? 'strong' : x(to) - x(from) < TIGHT ? 'tight' : ''}" x="${x(from) + 4}" y="14"
                  >${name}</text
                >`
          : null
      }<text x="${x(from)}" y="60" text-anchor="${from === 0 ? 'start' : 'middle'}"
            >${from === 0 ? '0' : number(from)}</text
          >`,
  )}
    <line class="axis" x1="${x(0)}" x2="${x(scale.most)}" y1="46" y2="46" />
    <text x="${x(scale.most)}" y="60" text-anchor="end">${number(scale.most)}</text>
    <rect
      class="bar"
      x="${x(0)}"
      y="24"
      width="${Math.max(0, x(scale.value) - x(0))}"
      height="16"
      opacity="0.45"
    />
    ${range ? html`<path class="whisker" d="M${x(range[0])} 27v10M${x(range[0])} 32H${x(range[1])}${range[1] > scale.most ? 'm-6 -4l6 4l-6 4' : 'm0 -5v10'}" />` : null}
    <circle class="dot" cx="${x(scale.value)}" cy="32" r="4.5" />`;
  return drawing(label, [WIDTH, 64], content);
}

const ROW = 30;
const LABELS = 140;

/** Effect as a bar with its interval, the noise below it. */
export function comparisonChart(rows: readonly ComparisonRow[]): Markup {
  const most = Math.max(
    0.1,
    ...rows.map(({ effect, interval: range }) => Math.max(effect ?? 0, range?.[1] ?? 0)),
  );
  const x = (value: number) =>
    LABELS + (Math.min(Math.max(value, 0), most) / most) * (WIDTH - LABELS - 60);
  const label = rows
    .map(
      ({ name, effect, interval: range, noise }) =>
        `${name}: ${effect === null ? 'not available' : `effect ${withInterval(number(effect), range)}`}${noise === null ? '' : `, noise ${number(noise)}`}`,
    )
    .join('; ');
  const content = html`<line class="axis" x1="${LABELS}" x2="${LABELS}" y1="0" y2="${rows.length * ROW}" />
      ${rows.map(({ name, stress, effect, interval: range, noise }, index) => {
        const y = index * ROW;
        return html`<text class="strong" x="0" y="${y + 15}"
            >${name}${stress ? ' (stress)' : ''}</text
          >
          ${effect === null ? null : html`<rect class="bar" x="${LABELS}" y="${y + 5}" width="${x(effect) - LABELS}" height="11" />`}
          ${noise === null ? null : html`<rect class="noise" x="${LABELS}" y="${y + 18}" width="${x(noise) - LABELS}" height="5" />`}
          ${range ? html`<path class="whisker" d="M${x(range[0])} ${y + 6}v9M${x(range[0])} ${y + 10.5}H${x(range[1])}m0 -4.5v9" />` : null}
          <text x="${WIDTH}" y="${y + 15}" text-anchor="end"
            >${effect === null ? 'not available' : number(effect)}</text
          >`;
      })}`;
  return html`${drawing(label, [WIDTH, rows.length * ROW + 6], content)}
    <p class="small">
      Bar: wording effect with its 95 % interval. Grey: noise, the same wording asked twice.
    </p>`;
}
