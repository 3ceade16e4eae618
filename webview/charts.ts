/** Four small charts, each with a question as its title and the answer as a sentence. All values stand in the label. */

import { html, nothing, svg } from 'lit';
import type { ReliabilityView } from '../src/core/report/reliability.js';
import type { RunSummary } from '../src/core/report/summary.js';
import type { ComparisonRow } from '../src/core/report/view.js';
import type { PanelReport, PanelState } from '../src/protocol.js';
import { figure, range, thousands } from './figures.js';
import { post } from './host.js';
import * as l10n from '@vscode/l10n';

const WIDTH = 300;
const LEFT = 34;
const RIGHT = 12;

export function deeper(report: PanelReport, { history, phase, readOnly }: PanelState) {
  if (phase.kind === 'running') return nothing;
  const { shots, classes } = report.view;
  return html`
    <div class="deeper">
      ${shots.length > 1 ? chart(l10n.t('Would examples help?'), shotsSentence(shots), shotsChart(shots)) : nothing}
      ${classes.length > 1 ? chart(l10n.t('Which kind of change?'), classesSentence(classes), classesChart(classes)) : nothing}
      ${
        report.reliability
          ? chart(
              l10n.t('Does confidence warn you?'),
              reliabilitySentence(report.reliability, report.tier),
              reliabilityChart(report.reliability),
            )
          : nothing
      }
      ${
        readOnly || history.length < 2
          ? nothing
          : chart(l10n.t('How did it develop?'), historySentence(history), [
              historyChart(history),
              historyList(history),
            ])
      }
    </div>
  `;
}

const chart = (title: string, sentence: string, drawing: unknown) => html`
  <section>
    <h2>${title}</h2>
    <p>${sentence}</p>
    ${drawing}
  </section>
`;

const valueText = ({ name, effect, interval, noise, accuracy }: ComparisonRow) =>
  [
    `${name}: ${effect === null ? l10n.t('not available') : l10n.t('effect {0} {1}', figure(effect), range(interval))}`,
    noise === null ? null : l10n.t('noise {0}', figure(noise)),
    accuracy === null ? null : l10n.t('accuracy {0}', figure(accuracy)),
  ]
    .filter((part) => part !== null)
    .join(', ');

const label = (rows: readonly ComparisonRow[]) => rows.map(valueText).join('; ');

function shotsSentence(rows: readonly ComparisonRow[]): string {
  const [own, ...others] = rows;
  const best = others
    .filter(({ effect }) => effect !== null)
    .sort((a, b) => (a.effect ?? 0) - (b.effect ?? 0))[0];
  if (own?.effect == null || !best || best.effect === null)
    return l10n.t('Not enough was measured.');
  const removed =
    own.effect > 0 ? Math.min(100, Math.round((1 - best.effect / own.effect) * 100)) : 0;
  return removed >= 50
    ? l10n.t('Yes: {0} removes {1} % of the wording effect.', best.name, removed)
    : l10n.t(
        'Not clearly: the wording effect is {0} without and {1} with {2}.',
        figure(own.effect),
        figure(best.effect),
        best.name,
      );
}

/** Effect and accuracy share the axis of shots, not an axis of values. */
function shotsChart(rows: readonly ComparisonRow[]) {
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

function classesSentence(rows: readonly ComparisonRow[]): string {
  const known = rows
    .filter(({ effect, stress }) => effect !== null && !stress)
    .sort((a, b) => (b.effect ?? 0) - (a.effect ?? 0));
  const [most] = known;
  const least = known.at(-1);
  if (!most || !least) return l10n.t('Not enough was measured.');
  if ((most.effect ?? 0) <= 0.05) return l10n.t('None of them moves answers by much.');
  return l10n.t(
    '{0} most ({1}), {2} least ({3}).',
    most.name,
    figure(most.effect ?? 0),
    least.name.toLowerCase(),
    figure(least.effect ?? 0),
  );
}

const ROW = 30;
const NAMES = 104;

function classesChart(rows: readonly ComparisonRow[]) {
  const most = Math.max(
    0.1,
    ...rows.map(({ effect, interval }) => Math.max(effect ?? 0, interval?.[1] ?? 0)),
  );
  const x = (value: number) =>
    NAMES + (Math.min(Math.max(value, 0), most) / most) * (WIDTH - NAMES - 44);
  const height = rows.length * ROW + 4;
  return html`
    <svg class="chart" viewBox="0 0 ${WIDTH} ${height}" width="100%" role="img" aria-label=${label(rows)}>
      <line class="axis" x1=${NAMES} x2=${NAMES} y1="0" y2=${height} />
      ${rows.map(({ name, stress, effect, interval, noise }, index) => {
        const y = index * ROW + 4;
        return svg`
          <text class="on" x="0" y=${y + 11}>${stress ? l10n.t('{0} (stress)', name) : name}</text>
          ${effect === null ? nothing : svg`<rect class="blue" x=${NAMES} y=${y + 1} width=${Math.max(0, x(effect) - NAMES)} height="11" />`}
          ${noise === null ? nothing : svg`<rect class="noise" x=${NAMES} y=${y + 14} width=${Math.max(0, x(noise) - NAMES)} height="6" />`}
          ${interval ? svg`<path class="mark" d=${`M${x(interval[0])} ${y + 3}v7M${x(interval[0])} ${y + 6.5}H${x(interval[1])}m0 -3.5v7`} />` : nothing}
          <text class="on" x=${WIDTH} y=${y + 11} text-anchor="end">${effect === null ? l10n.t('n/a') : figure(effect)}</text>`;
      })}
    </svg>
    <p class="small">${l10n.t('Bar: wording effect with its interval. Thin bar below: what asking twice changes.')}</p>
  `;
}

function reliabilitySentence(
  { discrimination, sureAndWrong, n }: ReliabilityView,
  tier: string,
): string {
  const sure =
    sureAndWrong === 0
      ? l10n.t('No answer was sure (0.90 or more) and wrong.')
      : l10n.t(
          '{0} of {1} answers were sure (0.90 or more) and wrong.',
          thousands(sureAndWrong),
          thousands(n),
        );
  const kind = tier === 'agreement' ? l10n.t('Confidence here is agreement.') : '';
  if (discrimination === null) return [sure, kind].filter(Boolean).join(' ');
  const pairs = Math.round(discrimination * 100);
  const word = pairs >= 80 ? l10n.t('Mostly') : pairs >= 60 ? l10n.t('Partly') : l10n.t('No');
  return [
    l10n.t('{0}: a right answer is surer than a wrong one in {1} of 100 pairs.', word, pairs),
    sure,
    kind,
  ]
    .filter(Boolean)
    .join(' ');
}

function reliabilityChart({ bins }: ReliabilityView) {
  const low = Math.min(0.4, ...bins.map(({ confidence }) => Math.floor(confidence * 10) / 10));
  const x = (value: number) => LEFT + ((value - low) / (1 - low)) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => 128 - value * 112;
  const words = bins
    .map(({ confidence, right, n, interval }) =>
      l10n.t(
        'confidence {0}: {1} right {2}, {3} answers',
        figure(confidence),
        figure(right),
        range(interval),
        n,
      ),
    )
    .join('; ');
  return html`
    <svg class="chart" viewBox="0 0 ${WIDTH} 152" width="100%" role="img" aria-label=${words}>
      <text x="0" y="8">${l10n.t('Share right, by confidence')}</text>
      <text x=${WIDTH - RIGHT} y="8" text-anchor="end">${l10n.t('dotted: ideal')}</text>
      ${[0, 0.5, 1].map(
        (
          value,
        ) => svg`<line class="grid" x1=${LEFT} x2=${WIDTH - RIGHT} y1=${y(value)} y2=${y(value)} />
          <text x="0" y=${y(value) + 4}>${value.toFixed(1)}</text>`,
      )}
      <line class="ideal" x1=${x(low)} y1=${y(low)} x2=${x(1)} y2=${y(1)} />
      ${bins.map(
        ({ confidence, right, interval }) => svg`
          <line class="thin" x1=${x(confidence)} x2=${x(confidence)} y1=${y(interval[0])} y2=${y(interval[1])} />
          <circle class="dot" cx=${x(confidence)} cy=${y(right)} r="3.5" />`,
      )}
      <text x=${x(low)} y="148">${low.toFixed(1)}</text>
      <text x=${x(1)} y="148" text-anchor="end">1.0</text>
    </svg>
  `;
}

const MOST_RUNS = 8;
const recent = (history: readonly RunSummary[]) => history.slice(-MOST_RUNS);
const day = (startedAt: string) =>
  new Date(startedAt).toLocaleString(undefined, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });

function historySentence(history: readonly RunSummary[]): string {
  const [now, before] = [history.at(-1), history.at(-2)];
  if (now?.effect.value == null || before?.effect.value == null)
    return l10n.t('{0} runs are kept.', history.length);
  return l10n.t('Now {0}, before {1}.', figure(now.effect.value), figure(before.effect.value));
}

function historyChart(history: readonly RunSummary[]) {
  const runs = recent(history);
  const most = Math.max(
    0.2,
    ...runs.map(({ effect }) => Math.max(effect.value ?? 0, effect.ci?.[1] ?? 0)),
  );
  const x = (index: number) =>
    LEFT + 12 + (index * (WIDTH - LEFT - RIGHT - 24)) / Math.max(1, runs.length - 1);
  const y = (value: number) => 108 - (Math.min(Math.max(value, 0), most) / most) * 90;
  const points = runs.flatMap(({ effect }, index) =>
    effect.value === null ? [] : [`${x(index)},${y(effect.value)}`],
  );
  const words = runs
    .map(
      ({ startedAt, word, effect }) =>
        `${day(startedAt)}: ${word} ${effect.value === null ? '' : figure(effect.value)}`,
    )
    .join('; ');
  return html`
    <svg class="chart" viewBox="0 0 ${WIDTH} 116" width="100%" role="img" aria-label=${words}>
      <text x="0" y="8">${l10n.t('Wording effect')}</text>
      ${[0, most].map(
        (
          value,
        ) => svg`<line class="grid" x1=${LEFT} x2=${WIDTH - RIGHT} y1=${y(value)} y2=${y(value)} />
          <text x="0" y=${y(value) + 4}>${figure(value)}</text>`,
      )}
      <polyline class="mark" points=${points.join(' ')} />
      ${runs.map(({ effect }, index) =>
        effect.value === null
          ? nothing
          : svg`${effect.ci ? svg`<line class="thin" x1=${x(index)} x2=${x(index)} y1=${y(effect.ci[0])} y2=${y(effect.ci[1])} />` : nothing}
            <circle class="dot" cx=${x(index)} cy=${y(effect.value)} r="3.5" />`,
      )}
    </svg>
  `;
}

const historyList = (history: readonly RunSummary[]) => html`
  <details>
    <summary>${l10n.t('All {0} runs', history.length)}</summary>
    <ul class="plain">
      ${history
        .map(
          ({ startedAt, word, model, effect }, index) => html`<li>
            <button class="link" type="button" @click=${() => post({ kind: 'openRun', index })}>${day(startedAt)}</button>
            ${word}${effect.value === null ? '' : ` ${figure(effect.value)} ${range(effect.ci)}`}, ${model}
          </li>`,
        )
        .reverse()}
    </ul>
  </details>
`;
