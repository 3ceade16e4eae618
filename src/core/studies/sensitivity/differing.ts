/** Single wordings held against the original: an effect over all wordings can drown in sampling noise although one is much worse. */

import type { Scores, VariantScores } from '../../score/scoreAnswers.js';
import { CLEAR_DIFFERENCE, SIGNIFICANCE } from '../../score/thresholds.js';
import type { NoteParams } from '../../text/note.js';

/** The variant that is clearly worse than the original, or else one that is clearly better; undefined where none is. */
export const clearlyDiffers = (variants: readonly VariantScores[]): VariantScores | undefined =>
  far(variants, 'pHolm').sort(worstFirst)[0];

/**
 * One that is so far from the original that it would be named if it were the only one tested. As one of several it may be
 * chance; that there is no difference cannot be said either.
 */
export const mayDiffer = (variants: readonly VariantScores[]): VariantScores | undefined =>
  far(variants, 'p').sort(worstFirst)[0];

const differenceOf = ({ againstOriginal }: VariantScores) => againstOriginal?.difference ?? 0;

const far = (variants: readonly VariantScores[], p: 'p' | 'pHolm') =>
  variants.filter(
    (each) =>
      Math.abs(differenceOf(each)) >= CLEAR_DIFFERENCE - 1e-9 &&
      (each.againstOriginal?.[p] ?? 1) < SIGNIFICANCE,
  );

/** Any worse one before any better one, each by its distance from the original. */
function worstFirst(a: VariantScores, b: VariantScores): number {
  const [first, second] = [differenceOf(a), differenceOf(b)];
  return first > 0 && second > 0 ? second - first : first - second;
}

export const accuraciesOf = (own: VariantScores, scores: Scores): NoteParams => ({
  variant: own.id,
  accuracy: own.accuracy ?? 0,
  original: scores.variants[0]?.accuracy ?? 0,
  cases: scores.n,
});
