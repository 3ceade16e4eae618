/** Single wordings held against the original: an effect over all wordings can drown in sampling noise although one is much worse. */

import { mean } from '../../numbers/describe.js';
import type { Scores, VariantScores } from '../../score/scoreAnswers.js';
import { CLEAR_DIFFERENCE, SIGNIFICANCE } from '../../score/thresholds.js';
import type { NoteParams } from '../../text/note.js';

export interface ClearlyApart {
  /** Variants that are clearly worse, or clearly better, than the original: the one furthest from it first. */
  readonly worse: readonly VariantScores[];
  readonly better: readonly VariantScores[];
  /** Most variants are on one side, and none on the other: it is the original that differs. */
  readonly isOriginal: boolean;
}

/** Null where none is. */
export function clearlyApart({ variants }: Scores): ClearlyApart | null {
  const told = far(variants, 'pHolm');
  if (told.length === 0) return null;
  const [worse, better] = [told.filter(isBelow), told.filter((each) => !isBelow(each))];
  const compared = variants.filter(({ againstOriginal }) => againstOriginal !== null).length;
  const isOriginal =
    told.length > 1 && told.length > compared / 2 && (worse.length === 0 || better.length === 0);
  return { worse, better, isOriginal };
}

/**
 * One that is so far from the original that it would be named if it were the only one tested, a worse one before a better one.
 * As one of several it may be chance; that there is no difference cannot be said either.
 */
export function mayDiffer({ variants }: Pick<Scores, 'variants'>): VariantScores | undefined {
  const perhaps = far(variants, 'p');
  return perhaps.find(isBelow) ?? perhaps[0];
}

const differenceOf = ({ againstOriginal }: VariantScores) => againstOriginal?.difference ?? 0;

const isBelow = (each: VariantScores) => differenceOf(each) < 0;

const far = (variants: readonly VariantScores[], p: 'p' | 'pHolm') =>
  variants
    .filter((each) => Math.abs(differenceOf(each)) >= CLEAR_DIFFERENCE - 1e-9)
    .filter(({ againstOriginal }) => (againstOriginal?.[p] ?? 1) < SIGNIFICANCE)
    .sort((a, b) => Math.abs(differenceOf(b)) - Math.abs(differenceOf(a)));

/** On the cases both have a score for: elsewhere nothing is known of the difference. */
export const besideOriginal = ({ id, againstOriginal }: VariantScores): NoteParams => ({
  variant: id,
  accuracy: againstOriginal?.shared.own ?? 0,
  original: againstOriginal?.shared.original ?? 0,
  cases: againstOriginal?.shared.cases ?? 0,
});

/** One variant, or the original, beside all others, with the effect that is left without it; figures where answers were scored. */
export function besideOthers({ n, variants }: Scores, id: string, effectWithout: number) {
  const own = variants.find((each) => each.id === id)?.accuracy ?? null;
  const others = variants
    .filter((each) => each.id !== id && !each.stress && each.reviewed)
    .flatMap(({ accuracy }) => accuracy ?? []);
  const params: NoteParams = { variant: id, effectWithout, cases: n };
  return own === null || others.length === 0
    ? params
    : { ...params, right: own, others: mean(others) };
}
