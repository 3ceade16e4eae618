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
      <div class="scroll" tabindex="0" role="region" aria-label=${l10n.t('All numbers')}>
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">${l10n.t('Number')}</th>
              <th scope="col" class="num">${l10n.t('Value')}</th>
              <th scope="col">${l10n.t('Meaning')}</th>
            </tr>
          </thead>
          <tbody>
            ${view.numbers.map(
              ({ title, id, value, explanation }) => html`
                <tr>
                  <th scope="row">${title}<br /><code class="small">${id}</code></th>
                  <td class="num">${value}</td>
                  <td>${explanation}</td>
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
      ${view.gates.length === 0 ? nothing : gates(view.gates)}
    </details>
  `;
}

const SIGNS = { passed: '✓', failed: '✗', 'cannot tell': '?' } as const;

const gates = (all: PanelReport['view']['gates']) => html`
  <h3>${l10n.t('Gates')}</h3>
  <ul class="plain">
    ${all.map(({ text, result }) => html`<li>${SIGNS[result]} ${text}: ${result}</li>`)}
  </ul>
`;
