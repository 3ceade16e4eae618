/** What a reviewer of a pull request wants to see of each changed prompt at once: as Markdown, and as a page. */

import { createTwoFilesPatch } from 'diff';
import type { CheckedPrompt } from '../studies/comparison/checked.js';
import {
  beforeAndNowText,
  checkedSentence,
  resultWord,
} from '../studies/comparison/checkedWords.js';
import { printable } from '../text/printable.js';
import { count, money } from '../say/figures.js';
import { CHANGED_HEAD, changedRows } from './checkMarkdown.js';
import { html, type Markup } from './html/markup.js';
import { tableMarkup } from './html/table.js';
import { renderHtmlPage } from './html/page.js';
import { escaped, tableOf } from './markdownParts.js';

export interface ReviewedPrompt {
  readonly path: string;
  /** The file before and now; null where it was not there. */
  readonly before: string | null;
  readonly now: string | null;
  /** What the edit did; null for a prompt that is gone. */
  readonly checked: CheckedPrompt | null;
  /** Wordings that wait for approval. */
  readonly pending: readonly { readonly id: string; readonly change: string }[];
}

const MOST_LINES = 120;
const ANSWERS = 3;

const FIGURES = [
  ['Wording effect', 'effect'],
  ['Accuracy', 'accuracy'],
  ['Confidence', 'confidence'],
] as const;

const figureRows = (checked: CheckedPrompt): string[][] => [
  ...FIGURES.map(([title, name]) => [title, beforeAndNowText(checked[name])]),
  ...(checked.change ? [['Cost of measuring', money(checked.costUsd)]] : []),
];

/** Unified, from the first changed line; a long one ends with how much is left out. */
export function promptDiff({ before, now }: Pick<ReviewedPrompt, 'before' | 'now'>): string {
  const patch = createTwoFilesPatch('a', 'b', before ?? '', now ?? '', '', '', { context: 2 });
  const lines = patch
    .split('\n')
    .slice(4)
    .filter((line) => line !== '\\ No newline at end of file');
  const shown = lines.slice(0, MOST_LINES).join('\n').trimEnd();
  const left = lines.length - MOST_LINES;
  return left > 0 ? `${shown}\n… ${count(left, 'more line')}` : shown;
}

const statusOf = ({ before, now }: ReviewedPrompt): string =>
  before === null ? 'new' : now === null ? 'deleted' : 'changed';

export function reviewMarkdown(reviewed: readonly ReviewedPrompt[], ref: string): string {
  if (reviewed.length === 0) return `# Prompt review\n\nNo prompt differs from ${escaped(ref)}.\n`;
  const head = `# Prompt review\n\n${count(reviewed.length, 'prompt')} changed since ${escaped(ref)}.`;
  return `${[head, ...reviewed.map(markdownOf)].join('\n\n')}\n`;
}

function markdownOf(each: ReviewedPrompt): string {
  const { checked, path } = each;
  const changed = checked?.change?.changed ?? [];
  return [
    `## ${escaped(path)} (${statusOf(each)})`,
    ...(checked
      ? [
          `**${resultWord(checked.result)}.** ${escaped(checkedSentence(checked))}`,
          tableOf(['', 'before → now'], figureRows(checked)),
        ]
      : []),
    `<details><summary>The prompt's own diff</summary>\n\n${fenced(promptDiff(each), 'diff')}\n\n</details>`,
    ...(changed.length > 0
      ? [
          `${count(changed.length, 'answer')} changed${changed.length > ANSWERS ? `; the ${ANSWERS} most telling` : ''}:`,
          tableOf(CHANGED_HEAD, changedRows(changed, ANSWERS)),
        ]
      : []),
    ...(each.pending.length > 0
      ? [
          `${count(each.pending.length, 'wording')} waiting for approval:`,
          each.pending.map(({ id, change }) => `- ${escaped(id)}: ${escaped(change)}`).join('\n'),
        ]
      : []),
  ].join('\n\n');
}

/** Between fences longer than any in the text. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${printable(text)}\n${fence}`;
}

export const reviewPage = (reviewed: readonly ReviewedPrompt[], ref: string): string =>
  renderHtmlPage(
    'Prompt review',
    html`<h1>Prompt review</h1>
      <p>
        ${reviewed.length === 0 ? `No prompt differs from ${ref}.` : `${count(reviewed.length, 'prompt')} changed since ${ref}.`}
      </p>
      ${reviewed.map(sectionOf)}`,
  );

function sectionOf(each: ReviewedPrompt): Markup {
  const { checked, path, pending } = each;
  const changed = checked?.change?.changed ?? [];
  return html`<section class="study">
    <h2>${path} (${statusOf(each)})</h2>
    ${
      checked &&
      html`<p class="lead">${resultWord(checked.result)}. ${checkedSentence(checked)}</p>
        ${tableMarkup(['', 'before → now'], figureRows(checked))}`
    }
    <details>
      <summary>The prompt's own diff</summary>
      <pre>${promptDiff(each)}</pre>
    </details>
    ${
      changed.length === 0
        ? null
        : html`<h3>${count(changed.length, 'answer')} changed</h3>
            ${tableMarkup(CHANGED_HEAD, changedRows(changed, ANSWERS))}`
    }
    ${
      pending.length === 0
        ? null
        : html`<h3>${count(pending.length, 'wording')} waiting for approval</h3>
            <ul>
              ${pending.map(({ id, change }) => html`<li>${id}: ${change}</li>`)}
            </ul>`
    }
  </section>`;
}
