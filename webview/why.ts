/** What happened in the chosen cell: case, answers, what changed, how sure the model was, and what was worded differently. */

import { html, nothing } from 'lit';
import type { AnswerView, CellView } from '../src/core/report/cell.js';
import { GLYPHS, type Glyph } from '../src/core/report/glyphs.js';
import type { CellPanel, PanelReport, PanelState } from '../src/protocol.js';
import { acknowledgment } from './acknowledge.js';
import { notRead, readOut, reasoningOf, short } from './answerDetails.js';
import { button, segments } from './controls.js';
import { inlineDiff, promptDiff, sideBySide } from './diffs.js';
import { expectedSection } from './expectedSection.js';
import { figure } from './figures.js';
import { glyphWords } from './glyphWords.js';
import { post } from './host.js';
import { down, up } from './icons.js';
import { backToCell, chooseNeighbour } from './matrixFocus.js';
import { answersOf, pathTable } from './pathTable.js';
import { printable } from '../src/core/text/printable.js';
import { change, shown, type DiffMode } from './store.js';
import * as l10n from '@vscode/l10n';
import { tokenView } from './tokenShading.js';

export function whySection(panel: CellPanel | null, state: PanelState) {
  const onKey = (event: KeyboardEvent) => event.key === 'Escape' && backToCell();
  return html`
    <section class="why" id="why" tabindex="-1" aria-labelledby="why-title" @keydown=${onKey}>
      <div class="head">
        <h2 id="why-title">
          ${panel ? l10n.t('Why: {0}', panel.cell.title) : l10n.t('Why')}
        </h2>
        <div class="row">
          ${button(up(), () => chooseNeighbour(-1), { plain: true, title: l10n.t('Previous changed cell') })}
          ${button(down(), () => chooseNeighbour(1), { plain: true, title: l10n.t('Next changed cell') })}
        </div>
      </div>
      ${panel ? body(panel, state) : html`<p>${l10n.t('Every variant gave the original’s answers.')}</p>`}
    </section>
  `;
}

function body(panel: CellPanel, state: PanelState) {
  const { cell } = panel;
  const isOriginal =
    cell.compared !== null && cell.compared.answer.text === cell.compared.original.text;
  return html`
    <blockquote>
      ${cell.inputs.length === 0 ? l10n.t('No inputs: the prompt is sent as written.') : nothing}
      ${cell.inputs.map(([name, value]) => html`<div><span class="small">${name}</span><div class="text">${printable(value)}</div></div>`)}
    </blockquote>
    ${answers(cell)} ${actions(panel, state)}
    ${cell.errors.map((error) => html`<p class="notice is-error">${printable(error)}</p>`)}
    ${meanings(cell)} ${cell.compared ? difference(cell, isOriginal) : nothing} ${sureness(cell, state.report)}
    ${panel.change === '' ? nothing : promptSection(panel)}
  `;
}

/** How many say what, and under which wordings. */
const meanings = ({ meanings: groups }: CellView) =>
  groups.length === 0
    ? nothing
    : html`
        <h3>${l10n.t('Answers to this case, by what they mean')}</h3>
        <ul class="points">
          ${groups.map(({ says, answers: n, wordings }) => html`<li>${n} × “${printable(says)}”<div class="small">${wordings}</div></li>`)}
        </ul>
      `;

const signed = (glyph: Glyph) => `${GLYPHS[glyph].sign} ${glyphWords(glyph)}`;

function answers(cell: CellView) {
  const entry = (title: string, answer: unknown, aside: string) => html`
    <div>
      <dt>${title}</dt>
      <dd>${answer} ${aside}</dd>
    </div>
  `;
  const read = (view: AnswerView | undefined) =>
    !view ? l10n.t('no answer') : (notRead(view) ?? html`<code>${readOut(view)}</code>`);
  const { compared } = cell;
  return html`
    <dl class="trio">
      ${cell.expected === null ? nothing : entry(l10n.t('Expected'), html`<code>${short(cell.expected)}</code>`, '')}
      ${entry(l10n.t('Original answered'), read(compared?.original), signed(cell.originalGlyph))}
      ${entry(l10n.t('This variant answered'), read(compared?.answer), signed(cell.glyph))}
    </dl>
    ${compared?.answer.cut ? html`<p class="small">${l10n.t('The answer was cut off by its length limit and scored as received.')}</p>` : nothing}
    ${compared ? reasoningOf(compared.answer) : nothing} ${repeats(cell)} ${expectedSection(cell)}
  `;
}

/** Repeats that disagree can each be looked at. */
function repeats(cell: CellView) {
  if (new Set(cell.answers.map(({ text }) => text)).size < 2) return nothing;
  const choices = cell.answers.map((view) => ({
    value: String(view.repeat),
    text: l10n.t('Repeat {0}: {1}', view.repeat, notRead(view) ?? readOut(view)),
  }));
  const { variant, case: caseId, shots } = cell;
  return segments(
    l10n.t('Which repeat'),
    { name: 'repeat', choices, value: String(cell.compared?.answer.repeat ?? 1) },
    (value) =>
      post({ kind: 'choose', cell: { variant, case: caseId, shots }, repeat: Number(value) }),
  );
}

function actions({ cell, notApplicable, canExclude }: CellPanel, { readOnly, phase }: PanelState) {
  const { variant, case: caseId, shots } = cell;
  if (readOnly) return nothing;
  const running = phase.kind !== 'done';
  return html`
    <div class="row">
      ${
        cell.compared
          ? button(l10n.t('Open in diff editor'), () =>
              post({ kind: 'openDiff', cell: { variant, case: caseId, shots } }),
            )
          : nothing
      }
      ${
        notApplicable === null
          ? button(l10n.t('Apply to file'), () => post({ kind: 'applyWording', variant }))
          : nothing
      }
      ${acknowledgment({ kind: 'applyWording', variant })}
      ${
        canExclude && !running
          ? button(l10n.t('Exclude'), () => post({ kind: 'excludeVariant', variant }), {
              title: l10n.t(
                'Never send this variant again. The numbers leave it out, and the next test sends the next of its class.',
              ),
            })
          : nothing
      }
      ${running ? nothing : button(l10n.t('Run only this'), () => post({ kind: 'runOnly', variant, case: caseId }))}
    </div>
  `;
}

function difference(cell: CellView, isSame: boolean) {
  const mode: DiffMode = shown.view.diff ?? (cell.paths ? 'paths' : 'inline');
  const usable = mode === 'paths' && !cell.paths ? 'inline' : mode;
  const choices = [
    ...(cell.paths ? [{ value: 'paths', text: l10n.t('By path') }] : []),
    { value: 'inline', text: l10n.t('Inline') },
    { value: 'side', text: l10n.t('Side by side') },
  ];
  return html`
    <div class="sub">
      <div class="head">
        <h3>${isSame ? l10n.t('The answer') : l10n.t('What changed in the answer')}</h3>
        ${segments(l10n.t('How it is shown'), { name: 'diff', choices, value: usable }, (value) =>
          change({ diff: value as DiffMode }),
        )}
      </div>
      ${
        usable === 'paths' && cell.paths
          ? pathTable(cell.paths, answersOf())
          : usable === 'side'
            ? sideBySide(cell.words, [l10n.t('Original'), l10n.t('This variant')])
            : cell.words.length === 0
              ? html`<p class="small">${l10n.t('Both answers are empty.')}</p>`
              : inlineDiff(cell.words, `${cell.variant}/${cell.case}`)
      }
    </div>
  `;
}

const TIERS: Readonly<Record<string, () => string>> = {
  answer: () => l10n.t('probability of the label'),
  tokens: () => l10n.t('mean token probability'),
  agreement: () => l10n.t('from agreement'),
};

function sureness({ compared, meanOfRight }: CellView, report: PanelReport | null) {
  if (!compared) return nothing;
  const { answer, original } = compared;
  const bar = (title: string, value: number | null) => html`
    <span>${title}</span>
    ${
      value === null
        ? html`<span class="missing">${l10n.t('not available')}</span><span></span>`
        : html`<span class="num">${figure(value)}</span>
            <svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" width="100%" height="8" aria-hidden="true">
              <rect class="track" x="0" y="0" width="100" height="8" />
              <rect class="fill" x="0" y="0" width=${value * 100} height="8" />
            </svg>`
    }
  `;
  return html`
    <div class="sub">
      <div class="head">
        <h3>${l10n.t('How sure the model was')}</h3>
        <span class="small">${TIERS[report?.tier ?? '']?.() ?? ''}</span>
      </div>
      <div class="bars">
        ${bar(l10n.t('This answer'), answer.confidence)} ${bar(l10n.t('Original’s answer'), original.confidence)}
        ${meanOfRight === null ? nothing : bar(l10n.t('Mean of correct answers'), meanOfRight)}
      </div>
      ${
        answer.tokens && answer.tokens.length > 0
          ? tokenView(answer.tokens)
          : html`<p class="small">${l10n.t('Tokens not available: this model returns no token probabilities.')}</p>`
      }
    </div>
  `;
}

const promptSection = ({ cell, change: words, prompt }: CellPanel) => html`
  <div class="sub">
    <div class="head"><h3>${l10n.t('What the variant changed in the prompt')}</h3></div>
    <p class="small">${words}</p>
    ${promptDiff(prompt, `prompt/${cell.variant}`)}
  </div>
`;
