/** What the team accepted of the prompt, and what can be done with it. */

import * as l10n from '@vscode/l10n';
import { html, nothing } from 'lit';
import type { PanelState } from '../src/protocol.js';
import { button } from './controls.js';
import { post } from './host.js';

export function baselineSection({ baseline }: PanelState) {
  if (!baseline) return nothing;
  const { text, stale, canAccept, canCompare } = baseline;
  return html`
    <section id="baseline">
      <h2>${l10n.t('Baseline')}</h2>
      <p>${text}${stale === null ? nothing : html` <span class="tag">${stale}</span>`}</p>
      ${
        canAccept
          ? html`<div class="row">
              ${button(l10n.t('Accept as baseline…'), () => post({ kind: 'acceptBaseline' }))}
              ${canCompare ? button(l10n.t('Compare with baseline'), () => post({ kind: 'compareBaseline' })) : nothing}
            </div>`
          : nothing
      }
    </section>
  `;
}
