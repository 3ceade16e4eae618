/** `plumbline check` as a person reads it in a terminal. */

import { isRed, type CheckedPrompt, type CheckResult } from '../studies/comparison/checked.js';
import {
  checkedSentence,
  RESULT_SIGNS,
  RESULTS,
  resultWord,
} from '../studies/comparison/checkedWords.js';
import { nextCommand } from './checkCommand.js';
import { oneLine, printable } from '../text/printable.js';
import { plural, prompts } from '../say/plural.js';
import { english, type Say } from '../say/say.js';
import { gateText } from './view.js';
import type { Colours } from './terminal.js';

export function renderChecked(
  checked: readonly CheckedPrompt[],
  { colours, width, words: say }: { colours: Colours; width: number; words: Say },
): string {
  const paints: Readonly<Record<CheckResult, (text: string) => string>> = {
    regressed: colours.red,
    improved: colours.green,
    equivalent: colours.dim,
    inconclusive: colours.yellow,
    'not-measured': colours.dim,
  };
  const lines = checked.flatMap((each) => {
    const word = paints[each.result](
      `${RESULT_SIGNS[each.result]} ${resultWord(each.result, say)}`,
    );
    const gates = each.gates.map((gate) => {
      const paint = gate.result === 'failed' ? colours.red : colours.dim;
      return paint(`  ${gateLine(gate, say)}`);
    });
    const next = nextCommand(each);
    return [
      `${word}  ${colours.bold(oneLine(each.path, width - 16))}`,
      `  ${printable(checkedSentence(each, say))}`,
      ...gates,
      ...(next === null ? [] : [colours.dim(`  ${next}`)]),
    ];
  });
  return [...lines, colours.dim(checkedTotal(checked, say))].join('\n');
}

const gateLine = (gate: CheckedPrompt['gates'][number], say: Say): string => {
  const text = gateText(gate, say);
  if (gate.result === 'passed') return say('gate passed: {text}', { text });
  return gate.result === 'failed'
    ? say('gate failed: {text}', { text })
    : say('gate inconclusive: {text}', { text });
};

/** `3 prompts: 1 regressed, 2 equivalent`. */
export function checkedTotal(checked: readonly CheckedPrompt[], say: Say = english): string {
  if (checked.length === 0) return say('No prompt to check.');
  const counts = RESULTS.flatMap((result) => {
    const found = checked.filter((each) => each.result === result).length;
    return found === 0 ? [] : [`${found} ${resultWord(result, say).toLowerCase()}`];
  });
  const failed = checked.filter(({ gates }) => gates.some(({ result }) => result === 'failed'));
  const gates =
    failed.length === 0
      ? []
      : [
          plural(
            say,
            failed.length,
            '1 prompt with a failed gate',
            '{n} prompts with a failed gate',
          ),
        ];
  return `${prompts(checked.length, say)}: ${[...counts, ...gates].join(', ')}`;
}

/** The object a machine reads for each prompt. */
export const checkedJson = ({ why, change, ...rest }: CheckedPrompt, strict: boolean) => ({
  ...rest,
  why: { code: why.code, ...why.params },
  red: isRed(rest, { strict }),
  measures:
    change?.measures.map(({ metric, word, pWorse, test }) => ({
      ...{ metric, word, pWorse },
      ...{ before: test.a, now: test.b, difference: test.difference, ci: test.ci, n: test.n },
    })) ?? [],
  cases: change?.cases ?? null,
  needed: change?.needed ?? null,
});
