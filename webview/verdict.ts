/** The verdict: a word, a sentence, the scale; what was found, what causes it, what to do. */

import { html, nothing, type TemplateResult } from 'lit';
import type { PanelReport, PanelState } from '../src/protocol.js';
import { acknowledgment } from './acknowledge.js';
import { adviceButtons, robustButton } from './adviceButtons.js';
import { button } from './controls.js';
import { post } from './host.js';
import { pass, question, warning } from './icons.js';
import { focusRow } from './matrixFocus.js';
import { printable } from '../src/core/text/printable.js';
import { scaleChart } from './scale.js';
import * as l10n from '@vscode/l10n';

const ICONS = { good: pass, quiet: pass, open: question, warn: warning, bad: warning };

export function verdictSection(report: PanelReport, state: PanelState) {
  const { verdict, scale, matrix } = report.view;
  const running = report.soFar;
  const word =
    running && verdict.kind !== 'open' ? l10n.t('{0} so far', verdict.word) : verdict.word;
  const row = (title: string, body: unknown) => html`<dt>${title}</dt><dd>${body}</dd>`;
  return html`
    <section class="verdict is-${verdict.kind}" aria-labelledby="verdict">
      <h2 id="verdict">
        ${ICONS[verdict.kind]()}<span>${word}</span>
        ${state.stale ? html`<span class="tag">${l10n.t('earlier version')}</span>` : nothing}
      </h2>
      <p class="lead">${verdict.sentence}</p>
      ${report.view.caveats.map((text) => html`<p class="caveat">${printable(text)}</p>`)}
      ${scale ? scaleChart(scale, { kind: verdict.kind }) : nothing}
      <dl>
        ${verdict.found === null ? nothing : row(running ? l10n.t('So far') : l10n.t('Found'), verdict.found)}
        ${verdict.cause === null || running ? nothing : row(l10n.t('Cause'), linked(verdict.cause, matrix.rows))}
        ${running ? nothing : row(l10n.t('Advice'), html`${verdict.advice}${adviceRow(report, state)}`)}
      </dl>
    </section>
  `;
}

/** Names of variants lead to their rows. */
function linked(
  text: string,
  rows: readonly { readonly name: string }[],
): (string | TemplateResult)[] {
  const names = rows.slice(1).map(({ name }) => name);
  if (names.length === 0) return [text];
  const byLength = [...names].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(
    `(${byLength.map((name) => name.replace(/\W/g, '\\$&')).join('|')})(?!\\w)`,
  );
  return text
    .split(pattern)
    .map((part) =>
      names.includes(part)
        ? html`<button class="link" type="button" @click=${() => focusRow(names.indexOf(part) + 1)}>${part}</button>`
        : part,
    );
}

function adviceRow({ advice, view }: PanelReport, state: PanelState) {
  const { readOnly, phase } = state;
  const robust = robustButton(view.verdict.code);
  const all = [...adviceButtons(advice, state), ...(robust ? [robust] : [])];
  const buttons = readOnly || phase.kind !== 'done' ? [] : all;
  return buttons.length === 0
    ? nothing
    : html`<div class="row">
        ${buttons.map(({ text, message }) => html`${button(text, () => post(message))} ${acknowledgment(message)}`)}
      </div>`;
}
