/** The figures a reader sees first, and below them, folded, all others with what they mean. */

import { html, nothing } from 'lit';
import type { PanelReport } from '../src/protocol.js';
import { button } from './controls.js';
import { thousands } from './figures.js';
import { shown, unfold } from './store.js';
import * as l10n from '@vscode/l10n';

export function tiles({ view }: PanelReport) {
  return html`
    <dl class="tiles" aria-label=${l10n.t('Numbers')}>
      ${view.tiles.map(
        ({ title, term, value, interval, exact, detail }) => html`
          <div>
            <dt>${title}<span class="small">${term}</span></dt>
            ${
              value === null
                ? html`<dd class="missing">${l10n.t('not available')}</dd>`
                : html`<dd class=${interval === null && !exact ? 'value weak' : 'value'}>${value}</dd>
                    ${interval === null && exact ? nothing : html`<dd>${interval ?? l10n.t('no interval yet')}</dd>`}`
            }
            <dd class="small">${detail}</dd>
          </div>
        `,
      )}
    </dl>
  `;
}

/** The few that most reports are read for, and all of them when asked. */
export function allNumbers({ view }: PanelReport) {
  const all = view.numbers.flatMap(({ rows }) => rows).length;
  const isWhole = shown.view.unfolded.has(ALL);
  const groups = isWhole ? view.numbers : view.numbers.map(firstOf);
  const left = all - groups.flatMap(({ rows }) => rows).length;
  return html`
    <details class="block">
      <summary>${l10n.t('All numbers and what they mean')}</summary>
      ${groups.map((each) => (each.rows.length === 0 ? nothing : group(each)))}
      ${
        left === 0
          ? view.absentNumbers.map(
              ({ reason, titles }) =>
                html`<p class="small">${l10n.t('Not available: {0} ({1}).', titles.join(', '), reason)}</p>`,
            )
          : html`<div class="row">${button(l10n.t('Show all {0} numbers', thousands(all)), () => unfold(ALL))}</div>`
      }
      ${view.gates.length === 0 ? nothing : gates(view.gates)}
    </details>
  `;
}

const ALL = 'numbers';
type Group = PanelReport['view']['numbers'][number];

const firstOf = (each: Group): Group => ({
  ...each,
  rows: each.rows.filter(({ isFirst }) => isFirst),
});

const group = ({ title, rows }: Group) => html`
  <h3>${title}</h3>
  <dl class="numbers">
    ${rows.map(
      (row) => html`
        <div>
          <dt>${row.title} <code class="small">${row.id}</code></dt>
          <dd class="value">${row.value}</dd>
          <dd class="small">${row.explanation}</dd>
        </div>
      `,
    )}
  </dl>
`;

const RESULTS = {
  passed: { sign: '✓', word: () => l10n.t('passed') },
  failed: { sign: '✗', word: () => l10n.t('failed') },
  inconclusive: { sign: '?', word: () => l10n.t('inconclusive') },
} as const;

const gates = (all: PanelReport['view']['gates']) => html`
  <h3>${l10n.t('Gates')}</h3>
  <ul class="plain">
    ${all.map(({ text, result }) => html`<li>${RESULTS[result].sign} ${text}: ${RESULTS[result].word()}</li>`)}
  </ul>
`;
