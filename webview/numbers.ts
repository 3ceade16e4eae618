/** The figures a reader sees first, and below them, folded, all others with what they mean. */

import { html, nothing } from 'lit';
import type { PanelReport } from '../src/protocol.js';
import { t } from './strings.js';

export function tiles({ view }: PanelReport) {
  return html`
    <dl class="tiles" aria-label=${t('Numbers')}>
      ${view.tiles.map(
        ({ title, term, value, interval, exact, detail }) => html`
          <div>
            <dt>${title}<span class="small">${term}</span></dt>
            ${
              value === null
                ? html`<dd class="missing">${t('not available')}</dd>`
                : html`<dd class=${interval === null && !exact ? 'value weak' : 'value'}>${value}</dd>
                    ${interval === null && exact ? nothing : html`<dd>${interval ?? t('no interval yet')}</dd>`}`
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
      <summary>${t('All numbers and what they mean')}</summary>
      <div class="scroll" tabindex="0" role="region" aria-label=${t('All numbers')}>
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">${t('Number')}</th>
              <th scope="col" class="num">${t('Value')}</th>
              <th scope="col">${t('Meaning')}</th>
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
  <h3>${t('Gates')}</h3>
  <ul class="plain">
    ${all.map(({ text, result }) => html`<li>${SIGNS[result]} ${text}: ${result}</li>`)}
  </ul>
`;
