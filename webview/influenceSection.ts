/** Which words matter: what each sentence of the prompt does to the answers. */

import * as l10n from '@vscode/l10n';
import { html, nothing } from 'lit';
import { printable } from '../src/core/text/printable.js';
import type { InfluenceView, PanelState } from '../src/protocol.js';
import { button } from './controls.js';
import { post } from './host.js';

type Part = InfluenceView['parts'][number];

/** Beside the word, so that a table can be read at a glance. */
const SIGNS: Readonly<Record<Part['kind'], string>> = {
  decides: '███',
  matters: '██',
  nothing: '–',
  unseen: '·',
  open: '?',
};

export function influenceSection({ influence, phase, readOnly }: PanelState) {
  const idle = phase.kind === 'done' || phase.kind === 'empty' || phase.kind === 'failed';
  if (readOnly || !idle) return nothing;
  return html`
    <section class="block" aria-labelledby="influence-title">
      <div class="head">
        <h2 id="influence-title">${l10n.t('Which words matter?')}</h2>
        <div class="row">
          ${
            influence
              ? button(l10n.t('Clear in the editor'), () => post({ kind: 'clearInfluence' }), {
                  plain: true,
                })
              : nothing
          }
          ${button(
            influence ? l10n.t('Measure again') : l10n.t('Measure each sentence'),
            () => post({ kind: 'measureInfluence' }),
            { title: l10n.t('Ask the prompt without each of its sentences') },
          )}
        </div>
      </div>
      ${influence ? measured(influence) : html`<p>${l10n.t('Not measured yet. Each sentence is left out in turn: does anything change without it?')}</p>`}
    </section>
  `;
}

const measured = ({ parts, facts, startedAt, changed, notes }: InfluenceView) => html`
  ${changed ? html`<p class="notice" role="status">${l10n.t('The prompt changed since this was measured: these are the sentences of the earlier version.')}</p>` : nothing}
  <p class="small">${[...facts, new Date(startedAt).toLocaleString()].join(' · ')}</p>
  <table class="plain influence">
    <thead>
      <tr>
        <th scope="col">${l10n.t('Sentence')}</th>
        <th scope="col">${l10n.t('What it does')}</th>
      </tr>
    </thead>
    <tbody>
      ${parts.map(row)}
    </tbody>
  </table>
  ${notes.length === 0 ? nothing : html`<ul class="points small">${notes.map((note) => html`<li>${printable(note)}</li>`)}</ul>`}
`;

const row = ({ id, text, kind, word, figures, sentence, isPlaced }: Part) => html`
  <tr class="is-${kind}">
    <th scope="row">
      ${
        isPlaced
          ? html`<button class="link" type="button" @click=${() => post({ kind: 'openPart', part: id })}>${printable(text)}</button>`
          : printable(text)
      }
    </th>
    <td>
      <strong><span class="sign" aria-hidden="true">${SIGNS[kind]}</span> ${word}</strong>
      <span class="figures">${figures === null ? l10n.t('not available') : l10n.t('effect {0}', figures)}</span>
      <div class="small">${printable(sentence)}</div>
    </td>
  </tr>
`;
