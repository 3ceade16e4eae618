/** Risk against coverage, with the threshold as a handle, and the cases it would answer and hold back. */

import * as l10n from '@vscode/l10n';
import { html, nothing, svg } from 'lit';
import { printable } from '../src/core/text/printable.js';
import type { RiskCase, RiskHandle } from '../src/core/words/studyView.js';
import { LEFT, RIGHT } from './chartFrame.js';
import { drawnWidth } from './drawnWidth.js';
import { figure, thousands } from './figures.js';
import { casesAt, pointOf, riskPoints, type RiskOutcome, type RiskPoint } from './riskAt.js';
import { change, shown } from './store.js';

const USUAL_WIDTH = 420;
const [TOP, BOTTOM] = [30, 136];
/** Cases listed. */
const MOST = 50;
const LIST = 'risk-cases';

export function riskSection({ cases, curve, threshold, target }: RiskHandle) {
  const points = riskPoints(curve);
  const at = Math.min(shown.view.riskPoint ?? pointOf(points, threshold), points.length - 1);
  const point = points[at] as RiskPoint;
  const found = casesAt(cases, point);
  return html`
    <div class="risk">
      <h3 id="risk-title">${l10n.t('Which answers to use')}</h3>
      ${riskChart(points, point, target)}
      <label class="small" for="risk-handle">${l10n.t('Confidence from which on to answer')}</label>
      <input
        id="risk-handle"
        type="range"
        min="0"
        max=${points.length - 1}
        step="1"
        .value=${String(at)}
        aria-valuetext=${pointText(point, cases.length)}
        @input=${(event: Event) =>
          change({ riskPoint: Number((event.currentTarget as HTMLInputElement).value) })}
      />
      <p aria-live="polite">${pointText(point, cases.length)}</p>
      ${matrix(found)} ${listOf(found)}
    </div>
  `;
}

const percent = (share: number) => `${Math.round(100 * share)} %`;

function pointText({ confidence, coverage, risk }: RiskPoint, n: number): string {
  if (confidence === null || risk === null)
    return l10n.t('Nothing is answered: all {0} cases are held back.', thousands(n));
  return l10n.t(
    'From confidence {0} on, {1} of {2} cases are answered ({3}); {4} of their answers are wrong.',
    figure(confidence),
    thousands(Math.round(coverage * n)),
    thousands(n),
    percent(coverage),
    percent(risk),
  );
}

function riskChart(points: readonly RiskPoint[], point: RiskPoint, target: number) {
  const right = drawnWidth('.risk .chart', USUAL_WIDTH) - RIGHT;
  const most = Math.max(2 * target, ...points.map(({ risk }) => risk ?? 0));
  const x = (coverage: number) => LEFT + coverage * (right - LEFT);
  const y = (risk: number) => BOTTOM - (risk / most) * (BOTTOM - TOP);
  const line = points.flatMap(({ coverage, risk }) =>
    risk === null ? [] : [`${x(coverage).toFixed(1)},${y(risk).toFixed(1)}`],
  );
  const words = l10n.t(
    'Share of wrong answers against the share of cases answered. Answering all: {0} wrong. Target: {1}.',
    percent(points.at(-1)?.risk ?? 0),
    percent(target),
  );
  return html`
    <svg class="chart" width="100%" height="162" role="img" aria-label=${words}>
      <text x="0" y="11">${l10n.t('Wrong, by share answered')}</text>
      ${[0, most].map(
        (value) => svg`<line class="grid" x1=${LEFT} x2=${right} y1=${y(value)} y2=${y(value)} />
          <text x="0" y=${y(value) + 4}>${percent(value)}</text>`,
      )}
      <line class="ideal" x1=${LEFT} x2=${right} y1=${y(target)} y2=${y(target)} />
      <text x=${LEFT + 4} y=${y(target) - 4}>${l10n.t('target {0}', percent(target))}</text>
      <polyline class="mark" points=${line.join(' ')} />
      <line class="thin" x1=${x(point.coverage)} x2=${x(point.coverage)} y1=${TOP} y2=${BOTTOM} />
      <circle class="dot" cx=${x(point.coverage)} cy=${y(point.risk ?? 0)} r="4.5" />
      <text x=${x(0)} y="156">${percent(0)}</text>
      <text x=${right} y="156" text-anchor="end">${percent(1)}</text>
    </svg>
  `;
}

function matrix(found: Record<RiskOutcome, RiskCase[]>) {
  const cell = (outcome: RiskOutcome) => {
    const isOpen = shown.view.riskCases === outcome;
    return html`<td class="num">
      <button
        class="link"
        type="button"
        aria-expanded=${isOpen}
        aria-controls=${LIST}
        aria-label=${titleOf(outcome, found[outcome].length)}
        @click=${() => change({ riskCases: isOpen ? null : outcome })}
      >
        ${thousands(found[outcome].length)}
      </button>
    </td>`;
  };
  return html`
    <table class="plain">
      <thead>
        <tr>
          <td></td>
          <th scope="col" class="num">${l10n.t('Right')}</th>
          <th scope="col" class="num">${l10n.t('Wrong')}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">${l10n.t('Answered')}</th>
          ${cell('actedRight')}${cell('actedWrong')}
        </tr>
        <tr>
          <th scope="row">${l10n.t('Held back')}</th>
          ${cell('heldRight')}${cell('heldWrong')}
        </tr>
      </tbody>
    </table>
  `;
}

function titleOf(outcome: RiskOutcome, n: number): string {
  const titles: Record<RiskOutcome, string> = {
    actedRight: l10n.t('Answered and right: {0}', thousands(n)),
    actedWrong: l10n.t('Answered and wrong: {0}', thousands(n)),
    heldRight: l10n.t('Held back although right: {0}', thousands(n)),
    heldWrong: l10n.t('Held back because wrong: {0}', thousands(n)),
  };
  return titles[outcome];
}

function listOf(found: Record<RiskOutcome, RiskCase[]>) {
  const outcome = shown.view.riskCases;
  const own = outcome === null ? [] : found[outcome];
  const sorted = own.toSorted((a, b) => a.confidence - b.confidence);
  return html`
    <div id=${LIST}>
      ${
        outcome === null
          ? html`<p class="small">${l10n.t('Select a number to see its cases.')}</p>`
          : html`<p class="small">${titleOf(outcome, own.length)}</p>
              <ul class="points small">
                ${sorted
                  .slice(0, MOST)
                  .map(
                    ({ id, confidence }) => html`<li>${printable(id)} (${figure(confidence)})</li>`,
                  )}
                ${own.length > MOST ? html`<li>${l10n.t('and {0} more', thousands(own.length - MOST))}</li>` : nothing}
              </ul>`
      }
    </div>
  `;
}
