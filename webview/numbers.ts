/** The figures a reader sees first, and below them, folded, all others with what they mean. */

import { html, nothing } from 'lit';
import type { PanelReport } from '../src/protocol.js';
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

export function allNumbers({ view }: PanelReport) {
  return html`
    <details class="block">
      <summary>${l10n.t('All numbers and what they mean')}</summary>
      <dl class="numbers">
        ${view.numbers.map(
          ({ title, id, value, explanation }) => html`
              <div>
                <dt>${title} <code class="small">${id}</code></dt>
                <dd class="value">${value}</dd>
                <dd class="small">${explanation}</dd>
              </div>
            `,
        )}
      </dl>
      ${view.absentNumbers.map(({ reason, titles }) => html`<p class="small">${l10n.t('Not available: {0} ({1}).', titles.join(', '), reason)}</p>`)}
      ${view.gates.length === 0 ? nothing : gates(view.gates)}
    </details>
  `;
}

const SIGNS = { passed: '✓', failed: '✗', inconclusive: '?' } as const;

const gates = (all: PanelReport['view']['gates']) => html`
  <h3>${l10n.t('Gates')}</h3>
  <ul class="plain">
    ${all.map(({ text, result }) => html`<li>${SIGNS[result]} ${text}: ${result}</li>`)}
  </ul>
`;
