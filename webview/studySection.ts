/** Studies beside sensitivity: each its question, its answer in a sentence, and a table of everything in it. */

import * as l10n from '@vscode/l10n';
import { html, nothing } from 'lit';
import { printable } from '../src/core/text/printable.js';
import type { RowList, Shade, StudyRow, Tone } from '../src/core/words/studyView.js';
import type { PanelState, PanelStudy } from '../src/protocol.js';
import { acknowledgment } from './acknowledge.js';
import { button } from './controls.js';
import { post } from './host.js';
import { riskSection } from './riskSection.js';

/** Beside the title, so that a table can be read at a glance. */
const SIGNS: Readonly<Record<Tone, string>> = {
  strong: '███',
  medium: '██',
  none: '–',
  open: '?',
  good: '✓',
  bad: '!',
};

export function studySections({ studies, phase, readOnly, report }: PanelState) {
  const idle = phase.kind === 'done' || phase.kind === 'empty' || phase.kind === 'failed';
  if (readOnly || !idle) return nothing;
  const run = studies.filter(({ found }) => found !== null);
  // The comparison of few-shot configurations has a section of its own beside the numbers.
  const others = studies.filter(
    ({ id, found }) => found === null && (id !== 'few-shot' || report === null),
  );
  return html`${run.map(section)} ${others.length === 0 ? nothing : otherQuestions(others)}`;
}

const section = ({ id, title, found }: PanelStudy) => html`
  <section class="block study" aria-labelledby="study-${id}">
    <div class="head">
      <h2 id="study-${id}">${title}</h2>
      <div class="row">
        ${
          id === 'influence'
            ? button(l10n.t('Clear in the editor'), () => post({ kind: 'clearInfluence' }), {
                plain: true,
              })
            : nothing
        }
        ${button(l10n.t('Measure again'), () => post({ kind: 'runStudy', study: id }))}
      </div>
    </div>
    ${found ? result(found) : nothing} ${found?.offersChange ? offer(id) : nothing}
  </section>
`;

const offer = (study: string) => html`
  <div class="row">
    ${button(l10n.t('Apply to file'), () => post({ kind: 'applyChange', study }))}
    ${acknowledgment({ kind: 'applyChange', study })}
  </div>
`;

const result = ({ view, startedAt, changed, placed }: NonNullable<PanelStudy['found']>) => html`
  ${changed ? html`<p class="notice" role="status">${l10n.t('The prompt has changed since this was measured.')}</p>` : nothing}
  ${view.stopped === null ? nothing : html`<p class="notice" role="status">${view.stopped}</p>`}
  ${view.sentence === null ? nothing : html`<p>${printable(view.sentence)}</p>`}
  ${view.risk ? riskSection(view.risk) : nothing}
  <details open>
    <summary class="small">
      ${[...view.facts, new Date(startedAt).toLocaleString()].join(' · ')}
    </summary>
    <table class="plain study">
      <tbody>
        ${view.rows.map((each) => row(each, placed))}
      </tbody>
    </table>
  </details>
  ${view.advice === null ? nothing : html`<p>${view.advice}</p>`}
  ${view.notes.length === 0 ? nothing : html`<ul class="points small">${view.notes.map((note) => html`<li>${printable(note)}</li>`)}</ul>`}
`;

const shade = ({ text, level, said }: Shade) =>
  html`<span class="shade-${level}" title=${said}>${printable(text)}</span>`;

const list = ({ title, items }: RowList) => html`
  <details class="small">
    <summary>${title}</summary>
    <ul class="points">
      ${items.map((item) => html`<li>${printable(item)}</li>`)}
    </ul>
  </details>
`;

const row = (
  { id, tone, title, sentence, figures, shades, lists = [] }: StudyRow,
  placed: readonly string[],
) => html`
  <tr class="is-${tone}">
    <th scope="row">
      <div class="signed">
        <span class="sign" aria-hidden="true">${SIGNS[tone]}</span>
        ${
          placed.includes(id)
            ? html`<button class="link" type="button" @click=${() => post({ kind: 'openPart', part: id })}>${printable(title)}</button>`
            : html`<span>${printable(title)}</span>`
        }
      </div>
    </th>
    <td>
      <div>${shades ? shades.map(shade) : printable(sentence)}</div>
      ${figures === null ? nothing : html`<span class="figures small">${figures}</span>`}
      ${lists.map(list)}
    </td>
  </tr>
`;

const otherQuestions = (studies: readonly PanelStudy[]) => html`
  <section class="block" aria-labelledby="other-questions">
    <h2 id="other-questions">${l10n.t('Other questions')}</h2>
    <div class="row">
      ${studies.map(({ id, title }) => button(title, () => post({ kind: 'runStudy', study: id })))}
    </div>
  </section>
`;
