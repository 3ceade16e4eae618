/** Differences as text: insertions underlined, deletions struck through, so that colour never stands alone. */

import { html, nothing } from 'lit';
import type { PromptChange } from '../src/core/report/cell.js';
import type { DiffPart } from '../src/core/text/diff.js';
import type { DiffLine } from '../src/core/text/lineDiff.js';
import { button } from './controls.js';
import { thousands } from './figures.js';
import { printable } from '../src/core/text/printable.js';
import { shown, unfold } from './store.js';
import * as l10n from '@vscode/l10n';

/** A changed line end is shown, or it could not be seen. */
const visible = (text: string) => (/^\n+$/.test(text) ? text.replace(/\n/g, '⏎\n') : text);

export function part({ kind, text }: DiffPart) {
  if (kind === 'added') return html`<ins>${visible(printable(text))}</ins>`;
  if (kind === 'removed') return html`<del>${visible(printable(text))}</del>`;
  return printable(text);
}

const MAX_LINES = 40;

/** Answers of more lines than that show their beginning, and the rest when asked. */
export function inlineDiff(parts: readonly DiffPart[], key: string) {
  const lines = parts.reduce((sum, { text }) => sum + (text.match(/\n/g)?.length ?? 0), 1);
  if (lines <= MAX_LINES || shown.view.unfolded.has(key))
    return html`<div class="code">${parts.map(part)}</div>`;
  return html`
    <div class="code">${firstLines(parts).map(part)}</div>
    <div class="row">${button(l10n.t('Show all {0} lines', thousands(lines)), () => unfold(key))}</div>
  `;
}

function firstLines(parts: readonly DiffPart[]): DiffPart[] {
  const kept: DiffPart[] = [];
  let left = MAX_LINES;
  for (const { kind, text } of parts) {
    const lines = text.split('\n');
    kept.push({ kind, text: lines.slice(0, left).join('\n') });
    left -= lines.length - 1;
    if (left <= 0) break;
  }
  return kept;
}

export const sideBySide = (parts: readonly DiffPart[], titles: readonly [string, string]) => html`
  <div class="pair">
    <div>
      <h4>${titles[0]}</h4>
      <div class="code">${parts.filter(({ kind }) => kind !== 'added').map(part)}</div>
    </div>
    <div>
      <h4>${titles[1]}</h4>
      <div class="code">${parts.filter(({ kind }) => kind !== 'removed').map(part)}</div>
    </div>
  </div>
`;

const CONTEXT = 3;

export function lineDiff(lines: readonly DiffLine[], key: string) {
  const changed = lines.flatMap(({ kind }, index) => (kind === 'same' ? [] : [index]));
  const near = (index: number) => changed.some((at) => Math.abs(at - index) <= 1);
  const pieces: unknown[] = [];
  for (let index = 0; index < lines.length; index++) {
    let end = index;
    while (end < lines.length && !near(end)) end++;
    const hidden = end - index;
    if (hidden > CONTEXT && !shown.view.unfolded.has(`${key}/${index}`)) {
      const from = index;
      pieces.push(
        html`<button class="fold" type="button" @click=${() => unfold(`${key}/${from}`)}>… ${l10n.t('{0} unchanged lines', thousands(hidden))}</button>`,
      );
      index = end - 1;
      continue;
    }
    pieces.push(line(lines[index] as DiffLine));
  }
  return html`<div class="code lines">${pieces}</div>`;
}

const TITLES: Partial<Record<DiffLine['kind'], () => string>> = {
  movedHere: () => l10n.t('moved here'),
  movedAway: () => l10n.t('moved away'),
};

// White space counts inside: nothing stands between the tags but the text.
const line = ({ kind, parts }: DiffLine) =>
  html`<div class="line is-${kind}">${parts.length === 0 ? html`<br />` : parts.map(part)}${
    TITLES[kind] ? html`<span class="tag">${TITLES[kind]()}</span>` : nothing
  }</div>`;

export const promptDiff = (messages: readonly PromptChange[], key: string) =>
  messages.map(({ role, changed, lines }, index) =>
    changed
      ? html`<div class="message">
          <span class="small">${role}</span>${lineDiff(lines, `${key}/${index}`)}
        </div>`
      : html`<div class="message small">${role}: ${l10n.t('unchanged')}</div>`,
  );
