/** Would examples help? Only what was measured, and more than chance, is advised (METRICS 12.7). */

import { BANDS, CLEAR_DIFFERENCE, SIGNIFICANCE } from '../../score/thresholds.js';
import { note, type Note } from '../../text/note.js';
import { headlineEffect, type Evidence } from './evidence.js';
import { callsPerCase, spending, type Expenses } from './expenses.js';

/**
 * `add-examples` with the intervals of the differences, `examples-may-help`, `examples-did-not-help`, `try-examples` where none
 * were tried, `no-examples-possible`.
 */
export function shotsAdvice(
  { scores, plannedCases, fewShot }: Evidence,
  expenses: Expenses,
): Note | null {
  const effect = headlineEffect(scores)?.value ?? null;
  if (effect === null) return null;
  const tried = (fewShot?.rows ?? [])
    .filter(({ examples, againstFile }) => examples > 0 && againstFile !== null)
    .toSorted((a, b) => a.examples - b.examples);
  if (tried.length === 0) return untriedShots(plannedCases, expenses);
  const halving = tried.filter((each) => each.effect !== null && each.effect <= effect / 2);
  const helping = halving.find(isShownToHelp);
  if (helping) return addExamples(helping, tried, { scores, expenses });
  const open = halving.find((each) => !isAtCost(each));
  return note(open ? 'examples-may-help' : 'examples-did-not-help', {
    effect,
    tried: (open ? [open] : tried).flatMap(({ shots, effect: value }) =>
      value === null ? [] : [[shots, value] as const],
    ),
  });
}

type Tried = NonNullable<Evidence['fewShot']>['rows'][number];

/** Less effect beyond chance, for all that were tried, and an accuracy that is shown not to be worse. */
const isShownToHelp = ({ againstFile }: Tried): boolean =>
  againstFile?.effect != null &&
  againstFile.effect.pHolm < SIGNIFICANCE &&
  (againstFile.accuracy?.ci?.[0] ?? -1) >= -BANDS.stable;

const isAtCost = ({ againstFile }: Tried): boolean =>
  againstFile?.accuracy != null && againstFile.accuracy.difference < -BANDS.stable;

function addExamples(
  helping: Tried,
  tried: readonly Tried[],
  { scores, expenses }: { scores: Evidence['scores']; expenses: Expenses },
): Note {
  const { shots, effect, accuracy, againstFile } = helping;
  const [best] = tried.toSorted((a, b) => (b.accuracy ?? 0) - (a.accuracy ?? 0));
  const isBetter = best !== undefined && (best.accuracy ?? 0) >= (accuracy ?? 0) + CLEAR_DIFFERENCE;
  return note('add-examples', {
    shots,
    effect: headlineEffect(scores)?.value ?? 0,
    accuracy: scores.metrics['accuracy']?.value ?? 0,
    ...{ effectWith: effect, accuracyWith: accuracy },
    ...between('effect', againstFile?.effect?.ci),
    ...between('accuracy', againstFile?.accuracy?.ci),
    tokenRatio: tokenRatio(shots, expenses),
    ...(isBetter ? { betterShots: best.shots, betterAccuracy: best.accuracy } : {}),
  });
}

function untriedShots(cases: number, expenses: Expenses): Note {
  const wanted = [1, 3].filter((shots) => shots <= expenses.maxExamples);
  if (wanted.length === 0) return note('no-examples-possible');
  const calls = wanted.length * cases * callsPerCase(expenses);
  return note('try-examples', { shots: wanted.map(String), ...spending(calls, expenses) });
}

function tokenRatio(shots: string, { tokensPerCall }: Expenses): number | null {
  const [file, other] = [tokensPerCall['file'] ?? null, tokensPerCall[shots] ?? null];
  return file && other ? other / file : null;
}

const between = (name: string, ci: readonly [number, number] | null | undefined) => ({
  [`${name}Low`]: ci?.[0] ?? null,
  [`${name}High`]: ci?.[1] ?? null,
});
