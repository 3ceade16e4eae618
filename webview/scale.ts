/**
 * The wording effect on its axis: bands, bar, interval, dot. Geometry in attributes: the page allows no inline style.
 */

import { html, nothing, svg } from 'lit';
import type { ReportView } from '../src/core/report/view.js';
import { LETTER } from './chartFrame.js';
import { drawnWidth } from './drawnWidth.js';
import { figure, range } from './figures.js';
import * as l10n from '@vscode/l10n';

type Scale = NonNullable<ReportView['scale']>;

/** Before the first layout. */
const USUAL_WIDTH = 480;
/** Room for half the dot. */
const EDGE = 6;
const FIGURE = 34;

export function scaleChart(scale: Scale, { kind }: { kind: string }) {
  const width = drawnWidth('.scale', USUAL_WIDTH);
  const x = (value: number) =>
    EDGE + (Math.min(Math.max(value, 0), scale.most) / scale.most) * (width - 2 * EDGE);
  const interval: readonly [number, number] | null =
    scale.low === null || scale.high === null ? null : [scale.low, scale.high];
  const text = `${figure(scale.value)} ${range(interval)}`.trim();
  const label = [l10n.t('Wording effect'), text, scale.band].filter(Boolean).join(' ');
  return html`
    <svg class="scale chart is-${kind}" width="100%" height="62" role="img" aria-label=${label}>
      ${scale.bands.map(
        ({ name, from, to }, index) => svg`
          <line class="grid" x1=${x(from)} x2=${x(from)} y1="2" y2="44" />
          ${isNamed(scale, { index, x }) ? svg`<text class=${name === scale.band ? 'strong' : ''} x=${x(from) + 4} y="12">${name}</text>` : nothing}
          ${from > 0 && x(to) - x(from) < FIGURE ? nothing : svg`<text x=${x(from)} y="58" text-anchor=${from === 0 ? 'start' : 'middle'}>${from === 0 ? '0' : figure(from)}</text>`}
        `,
      )}
      <text x=${width - EDGE} y="58" text-anchor="end">${figure(scale.most)}</text>
      <line class="axis" x1=${EDGE} x2=${width - EDGE} y1="44" y2="44" />
      <rect class="effect" x=${EDGE} y="22" width=${Math.max(0, x(scale.value) - EDGE)} height="15" />
      ${interval ? svg`<path class="mark" d=${whisker(x(interval[0]), x(interval[1]), interval[1] > scale.most)} />` : nothing}
      <circle class="dot" cx=${x(scale.value)} cy="29.5" r="4" />
    </svg>
  `;
}

/** The effect's own band always is; the others where their name fits. */
function isNamed(
  { bands, band }: Scale,
  { index, x }: { index: number; x: (value: number) => number },
): boolean {
  const fits = (each: Scale['bands'][number] | undefined) =>
    !each || x(each.to) - x(each.from) > each.name.length * LETTER + 4;
  const [own, before] = [bands[index], bands[index - 1]];
  return own?.name === band || (fits(own) && (before?.name !== band || fits(before)));
}

/** An interval that goes on beyond the axis ends in an arrow. */
const whisker = (from: number, to: number, goesOn: boolean) =>
  `M${from} 25v9M${from} 29.5H${to}${goesOn ? 'm-6 -4l6 4l-6 4' : 'm0 -4.5v9'}`;
