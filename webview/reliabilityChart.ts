/** Does confidence warn you? */

import * as l10n from '@vscode/l10n';
import { html, svg } from 'lit';
import type { ReliabilityView } from '../src/core/report/reliabilityCurve.js';
import { chartWidth, LEFT, RIGHT } from './chartFrame.js';
import { figure, range, thousands } from './figures.js';

export function reliabilitySentence(
  { discrimination, sureAndWrong, n }: ReliabilityView,
  tier: string,
): string {
  const sure =
    sureAndWrong === 0
      ? l10n.t('No answer was both confident (at least 0.90) and wrong.')
      : l10n.t(
          '{0} of {1} answers were confident (at least 0.90) but wrong.',
          thousands(sureAndWrong),
          thousands(n),
        );
  const kind = tier === 'agreement' ? l10n.t('Confidence is agreement here.') : '';
  if (discrimination === null) return [sure, kind].filter(Boolean).join(' ');
  const pairs = Math.round(discrimination * 100);
  const word = pairs >= 80 ? l10n.t('Mostly') : pairs >= 60 ? l10n.t('Partly') : l10n.t('No');
  return [
    l10n.t(
      '{0}: a correct answer is more confident than a wrong one in {1} of 100 pairs.',
      word,
      pairs,
    ),
    sure,
    kind,
  ]
    .filter(Boolean)
    .join(' ');
}

export function reliabilityChart({ bins }: ReliabilityView) {
  const low = Math.min(0.4, ...bins.map(({ confidence }) => Math.floor(confidence * 10) / 10));
  const right = chartWidth() - RIGHT;
  const x = (value: number) => LEFT + ((value - low) / (1 - low)) * (right - LEFT);
  const y = (value: number) => 136 - value * 108;
  const words = bins
    .map(({ confidence, right: share, n, interval }) =>
      l10n.t(
        'confidence {0}: {1} right {2}, {3} answers',
        figure(confidence),
        figure(share),
        range(interval),
        thousands(n),
      ),
    )
    .join('; ');
  return html`
    <svg class="chart" width="100%" height="162" role="img" aria-label=${words}>
      <text x="0" y="11">${l10n.t('Accuracy by confidence')}</text>
      ${[0, 0.5, 1].map(
        (value) => svg`<line class="grid" x1=${LEFT} x2=${right} y1=${y(value)} y2=${y(value)} />
          <text x="0" y=${y(value) + 4}>${figure(value)}</text>`,
      )}
      <line class="ideal" x1=${x(low)} y1=${y(low)} x2=${x(1)} y2=${y(1)} />
      ${bins.map(
        ({ confidence, right: share, interval }) => svg`
          <line class="thin" x1=${x(confidence)} x2=${x(confidence)} y1=${y(interval[0])} y2=${y(interval[1])} />
          <circle class="dot" cx=${x(confidence)} cy=${y(share)} r="3.5" />`,
      )}
      <text x=${x(low)} y="156">${figure(low)}</text>
      <text x=${right} y="156" text-anchor="end">${figure(1)}</text>
    </svg>
    <p class="small">${l10n.t('Dotted line: confidence as high as accuracy.')}</p>
  `;
}
