/** Which prompt, which model, when, what it cost; and what can be done with the whole. */

import { html, nothing } from 'lit';
import type { PanelState } from '../src/protocol.js';
import { button } from './controls.js';
import { post } from './host.js';
import * as l10n from '@vscode/l10n';

export function header(state: PanelState) {
  const { title, path, report, phase, readOnly, model } = state;
  const facts = report?.view.facts ?? (model === null ? [] : [model]);
  const when = report ? new Date(report.startedAt).toLocaleString() : null;
  const idle = phase.kind === 'done';
  return html`
    <header>
      <div>
        <h1>${title} ${report?.view.recorded ? html`<span class="tag">${l10n.t('recorded answers')}</span>` : nothing}</h1>
        <div class="meta small">
          ${
            path === null
              ? html`<span>${report?.view.path ?? ''}</span>`
              : html`<span
                  ><button class="link" type="button" @click=${() => post({ kind: 'openPrompt' })}>${path}</button></span
                >`
          }
          ${facts.map((fact) => html`<span>${fact}</span>`)}
          ${when === null ? nothing : html`<span>${when}</span>`}
        </div>
      </div>
      <div class="row">
        ${idle && !readOnly ? button(l10n.t('Run again'), () => post({ kind: 'run' }), { plain: true }) : nothing}
        ${idle && !readOnly ? button(l10n.t('Model…'), () => post({ kind: 'pickModel' }), { plain: true }) : nothing}
        ${report && !report.soFar ? button(l10n.t('Export…'), () => post({ kind: 'export' }), { plain: true }) : nothing}
      </div>
    </header>
  `;
}
