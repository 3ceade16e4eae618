/**
 * The verdict: is the prompt fragile? Computed once, on the file's own shots and the variants that count; every view shows
 * this code. Rules in order, the first that applies wins. `verdictWords.ts` has their words.
 */

import { casesToRuleOut } from '../../score/statistics/caseIntervals.js';
import { MIN_CASES } from '../../score/statistics/bootstrap.js';
import type { VariantScores } from '../../score/scoreAnswers.js';
import { BANDS, CLEARLY_WORSE, MOVED, SIGNIFICANCE } from '../../score/thresholds.js';
import type { NoteParams } from '../../text/note.js';
import { completeCases, headlineEffect, isUnreadable, type Evidence } from './evidence.js';

export const VERDICT_CODES = [
  'inconclusive',
  'noise-first',
  'one-differs',
  'stable',
  'no-movement',
  'small',
  'mild',
  'sensitive',
  'fragile',
] as const;
export type VerdictCode = (typeof VERDICT_CODES)[number];

/**
 * Why it is inconclusive, in `params.reason`: nothing could be read; every answer is wrong; nothing was asked twice, because
 * the plan asks once or the run ended before; there is one wording; too few cases; the interval is too wide.
 */
export type InconclusiveReason =
  | 'unreadable'
  | 'all-wrong'
  | 'one-repeat'
  | 'no-repeat-yet'
  | 'one-variant'
  | 'few-cases'
  | 'wide';

export interface Verdict {
  readonly code: VerdictCode;
  /** What goes into its sentence. `variant`: the one that stands alone, where the code is `one-differs`. */
  readonly params: NoteParams;
}

/** The noise floor from which the wording is not the first thing to look at. */
const NOISY = 0.25;

export function verdictOf(evidence: Evidence): Verdict {
  return (
    withoutNumbers(evidence) ?? withNumbers(evidence) ?? { code: 'mild', params: moved(evidence) }
  );
}

const inconclusive = (reason: InconclusiveReason, params: NoteParams = {}): Verdict => ({
  code: 'inconclusive',
  params: { reason, ...params },
});

/** What stands in the way of any statement about the wording; null where nothing does. */
function withoutNumbers({
  scores,
  plannedRepeats,
  plannedCases,
  judged,
}: Evidence): Verdict | null {
  const effect = headlineEffect(scores);
  const cases = completeCases(scores).length;
  if (isUnreadable(scores)) return inconclusive('unreadable');
  if (isAllWrong(scores) && !judged) return inconclusive('all-wrong', { cases: scores.n });
  if (effect?.reason === 'one-repeat')
    return inconclusive(plannedRepeats > 1 ? 'no-repeat-yet' : 'one-repeat');
  if (effect?.reason === 'one-variant') return inconclusive('one-variant');
  if (cases < MIN_CASES || !effect?.ci || effect.value === null)
    return inconclusive('few-cases', { cases, planned: plannedCases, needed: MIN_CASES });
  return null;
}

function isAllWrong({ metrics, n }: Evidence['scores']): boolean {
  return metrics['accuracy']?.value === 0 && n > 0;
}

/** Null: an effect inside the mild band. */
function withNumbers(evidence: Evidence): Verdict | null {
  const { scores, comparedBy, judged } = evidence;
  const effect = headlineEffect(scores);
  const [low, high] = effect?.ci ?? [0, 0];
  const e = effect?.value ?? 0;
  const p = typeof effect?.p === 'number' ? effect.p : null;
  const isChance = p !== null && p >= SIGNIFICANCE;
  const cases = completeCases(scores);
  const interval = { effect: e, low, high };

  const within = scores.metrics[`${scores.headline}.within`]?.value ?? 0;
  if (within >= NOISY && !(p !== null && p < SIGNIFICANCE && low > 0))
    return { code: 'noise-first', params: { within } };
  const worse = clearlyWorse(scores.variants);
  if (worse && (high <= BANDS.stable || isChance))
    return { code: 'one-differs', params: clearlyWorseParams(worse, evidence) };
  if (high <= BANDS.stable) return { code: 'stable', params: { variants: scores.P } };
  if (cases.every(({ excess }) => excess === 0))
    return {
      code: 'no-movement',
      params: { cases: cases.length, high, needed: casesToRuleOut(BANDS.stable, effect?.P ?? 2) },
    };
  if (low <= 0 || isChance || (e > BANDS.mild && low < BANDS.stable))
    return inconclusive('wide', interval);
  const lone = loneVariant(scores.variants, e);
  if (lone)
    return {
      code: 'one-differs',
      params: { variant: lone.id, effectWithout: lone.effectWithout ?? 0 },
    };
  const params = { ...moved(evidence), ...comparison(evidence) };
  if (judged || !(comparedBy === 'score' || comparedBy === 'label'))
    return { code: 'sensitive', params };
  if (e <= BANDS.stable) return { code: 'small', params: interval };
  if (e > BANDS.sensitive && low >= BANDS.mild) return { code: 'fragile', params };
  return e > BANDS.mild ? { code: 'sensitive', params } : null;
}

function moved({ scores }: Evidence): NoteParams {
  const cases = completeCases(scores);
  return {
    moved: cases.filter(({ excess }) => excess > MOVED).length,
    cases: cases.length,
  };
}

/** For answers without bands: how far two wordings are apart, beside one wording asked twice. */
function comparison({ scores }: Evidence): NoteParams {
  const valueOf = (part: string) => scores.metrics[`${scores.headline}.${part}`]?.value ?? 0;
  return { cross: valueOf('cross'), within: valueOf('within') };
}

function clearlyWorse(variants: readonly VariantScores[]): VariantScores | undefined {
  const fallOf = ({ againstOriginal }: VariantScores) => -(againstOriginal?.difference ?? 0);
  return variants
    .filter((each) => fallOf(each) >= CLEARLY_WORSE - 1e-9)
    .filter(({ againstOriginal }) => (againstOriginal?.pHolm ?? 1) < SIGNIFICANCE)
    .sort((a, b) => fallOf(b) - fallOf(a))[0];
}

const clearlyWorseParams = (worse: VariantScores, { scores }: Evidence): NoteParams => ({
  variant: worse.id,
  accuracy: worse.accuracy ?? 0,
  original: scores.variants[0]?.accuracy ?? 0,
  cases: scores.n,
});

/** A variant whose removal takes away over half of the effect. */
function loneVariant(
  variants: readonly VariantScores[],
  effect: number,
): VariantScores | undefined {
  return variants
    .filter(({ effectWithout }) => effectWithout !== null && effectWithout < effect / 2)
    .sort((a, b) => (a.effectWithout ?? 0) - (b.effectWithout ?? 0))[0];
}

/** How a verdict reads at a glance. */
export type VerdictKind = 'good' | 'quiet' | 'open' | 'warn' | 'bad';

const KINDS: Readonly<Record<VerdictCode, VerdictKind>> = {
  inconclusive: 'open',
  'noise-first': 'open',
  'one-differs': 'warn',
  stable: 'good',
  'no-movement': 'quiet',
  small: 'quiet',
  mild: 'warn',
  sensitive: 'warn',
  fragile: 'bad',
};

export const verdictKind = (code: VerdictCode): VerdictKind => KINDS[code];
