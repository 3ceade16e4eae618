/** Which cases of a baseline can be compared with answers of today, and by what. */

import type { Answer } from '../../answers/answer.js';
import { mean, meanOrNull } from '../../numbers/describe.js';
import type { Baseline } from '../baseline/baseline.js';
import { shortened } from '../baseline/baseline.js';

/** One case, then and now: mean scores over the same wordings, in [0,1]. */
export interface CaseDrift {
  readonly case: string;
  readonly before: number;
  readonly now: number;
  /** The original wording's answer now. */
  readonly answer: string | null;
}

/**
 * The cases that can be compared, in the order of the answers: over the wordings of the baseline, or, where one of them is not
 * there any more or never answered, as written. Cases without an answer to each are left out. `variants`: those that are asked.
 */
export function caseDrifts(
  { answers, original }: { answers: readonly Answer[]; original: string },
  { measured }: Baseline,
  variants: readonly string[],
): CaseDrift[] {
  const isAsked = (id: string) =>
    answers.some(({ variant, score }) => variant === id && score !== null);
  const isWhole = measured.variants.every((id) => variants.includes(id) && isAsked(id));
  const counted = isWhole ? measured.variants : [original];
  const then = new Map(
    measured.cases.map((each) => [each.id, isWhole ? each.accuracy : each.original]),
  );
  return [...Map.groupBy(answers, (each) => each.case)].flatMap(([id, own]) => {
    const before = then.get(id) ?? null;
    const scores = counted.map((wording) =>
      meanOrNull(own.flatMap((each) => (each.variant === wording ? (each.score ?? []) : []))),
    );
    // The mean over some of the wordings is another measure than that over all.
    if (before === null || scores.includes(null)) return [];
    const now = mean(scores.map((score) => score ?? 0));
    return [{ case: id, before, now, answer: answerOf(own, original) }];
  });
}

function answerOf(own: readonly Answer[], original: string): string | null {
  const first = own.find(({ variant }) => variant === original);
  return first ? shortened(first.answer ?? first.text) : null;
}
