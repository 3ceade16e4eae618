/** `plumbline check` as a person reads it in a terminal. */

import { isRed, type CheckedPrompt, type CheckResult } from '../studies/comparison/checked.js';
import { checkedSentence, RESULT_SIGNS, RESULT_WORDS } from '../studies/comparison/checkedWords.js';
import { nextCommand } from './checkCommand.js';
import { oneLine, printable } from '../text/printable.js';
import { count } from '../words/figures.js';
import { gateText } from './view.js';
import type { Colours } from './terminal.js';

export function renderChecked(
  checked: readonly CheckedPrompt[],
  { colours, width }: { colours: Colours; width: number },
): string {
  const paints: Readonly<Record<CheckResult, (text: string) => string>> = {
    regressed: colours.red,
    improved: colours.green,
    equivalent: colours.dim,
    inconclusive: colours.yellow,
    'not-measured': colours.dim,
  };
  const lines = checked.flatMap((each) => {
    const word = paints[each.result](`${RESULT_SIGNS[each.result]} ${RESULT_WORDS[each.result]}`);
    const gates = each.gates.map((gate) => {
      const paint = gate.result === 'failed' ? colours.red : colours.dim;
      return paint(`  gate ${gate.result}: ${gateText(gate)}`);
    });
    const next = nextCommand(each);
    return [
      `${word}  ${colours.bold(oneLine(each.path, width - 16))}`,
      `  ${printable(checkedSentence(each))}`,
      ...gates,
      ...(next === null ? [] : [colours.dim(`  ${next}`)]),
    ];
  });
  return [...lines, colours.dim(checkedTotal(checked))].join('\n');
}

/** `3 prompts: 1 regressed, 2 equivalent`. */
export function checkedTotal(checked: readonly CheckedPrompt[]): string {
  if (checked.length === 0) return 'No prompt to check.';
  const counts = Object.entries(RESULT_WORDS).flatMap(([result, word]) => {
    const found = checked.filter((each) => each.result === result).length;
    return found === 0 ? [] : [`${found} ${word.toLowerCase()}`];
  });
  const failed = checked.filter(({ gates }) => gates.some(({ result }) => result === 'failed'));
  const gates = failed.length === 0 ? [] : [`${count(failed.length, 'prompt')} with a failed gate`];
  return `${count(checked.length, 'prompt')}: ${[...counts, ...gates].join(', ')}`;
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
