/** `plumbline check` as Markdown, for the summary of a job or a comment on a pull request. */

import type { ChangedCase } from '../studies/comparison/change.js';
import type { CheckedPrompt } from '../studies/comparison/checked.js';
import {
  beforeAndNowText,
  checkedSentence,
  RESULT_SIGNS,
  resultWord,
} from '../studies/comparison/checkedWords.js';
import { printable } from '../text/printable.js';
import { money, number } from '../say/figures.js';
import { nextCommand } from './checkCommand.js';
import { checkedTotal } from './checkReport.js';
import { escaped, tableOf } from './markdownParts.js';
import { gateText } from './view.js';

/** Cases shown of each prompt. */
const MOST_CASES = 5;
/** Prompts shown with their details: GitHub takes 65,536 characters. */
const LONGEST = 55_000;

/** `commandOf`: what to type next, where the reader has a terminal. */
export function checkMarkdown(
  checked: readonly CheckedPrompt[],
  commandOf: (checked: CheckedPrompt) => string | null = nextCommand,
): string {
  const head = [
    '# Prompt check',
    escaped(checkedTotal(checked)),
    tableOf(
      ['', 'Prompt', 'Wording effect', 'Accuracy', 'Gates', 'Cost'],
      checked.map((each) => [
        `${RESULT_SIGNS[each.result]} ${resultWord(each.result)}`,
        each.path,
        beforeAndNowText(each.effect),
        beforeAndNowText(each.accuracy),
        gatesText(each),
        each.change ? money(each.costUsd) : '–',
      ]),
    ),
  ].join('\n\n');
  let text = head;
  for (const [at, each] of checked.filter(isTelling).entries()) {
    const section = sectionOf(each, commandOf(each));
    if (text.length + section.length > LONGEST) {
      const left = checked.filter(isTelling).length - at;
      return `${text}\n\n${left} more prompts are not shown here.\n`;
    }
    text += `\n\n${section}`;
  }
  return `${text}\n`;
}

const isTelling = ({ why, gates }: CheckedPrompt): boolean =>
  why.code !== 'unchanged' || gates.some(({ result }) => result !== 'passed');

function gatesText({ gates }: CheckedPrompt): string {
  if (gates.length === 0) return '–';
  const passed = gates.filter(({ result }) => result === 'passed').length;
  return passed === gates.length ? 'passed' : `${passed} of ${gates.length} passed`;
}

function sectionOf(checked: CheckedPrompt, command: string | null): string {
  return [
    `## ${escaped(checked.path)}`,
    `**${resultWord(checked.result)}.** ${escaped(checkedSentence(checked))}`,
    ...(command === null ? [] : [`\`\`\`sh\n${printable(command)}\n\`\`\``]),
    ...(checked.gates.length > 0
      ? [
          checked.gates
            .map((gate) => `- Gate ${gate.result}: ${escaped(gateText(gate))}`)
            .join('\n'),
        ]
      : []),
    ...answersOf(checked),
  ].join('\n\n');
}

function answersOf({ change }: CheckedPrompt): string[] {
  const changed = change?.changed ?? [];
  if (changed.length === 0) return [];
  const shown = changed.slice(0, MOST_CASES);
  return [
    [
      `<details><summary>${changed.length} answers changed${changed.length > shown.length ? `; the ${shown.length} most telling` : ''}</summary>`,
      tableOf(CHANGED_HEAD, changedRows(shown, MOST_CASES)),
      '</details>',
    ].join('\n\n'),
  ];
}

export const CHANGED_HEAD = ['Case', 'Score', 'Before', 'Now'];

/** Case, score, answer before and now, for the `most` most telling cases. */
export const changedRows = (changed: readonly ChangedCase[], most: number): string[][] =>
  changed
    .slice(0, most)
    .map((each) => [each.id, scores(each), answer(each.before), answer(each.now)]);

const LONGEST_ANSWER = 300;

function answer({ answer: text }: { readonly answer: string | null }): string {
  if (text === null) return '–';
  return text.length <= LONGEST_ANSWER ? text : `${text.slice(0, LONGEST_ANSWER)}…`;
}

function scores({ before, now }: ChangedCase): string {
  if (before.original === null || now.original === null) return '–';
  return `${number(before.original)} → ${number(now.original)}`;
}
