/**
 * The verdict: is the prompt fragile? Computed once, on the file's own shots and the variants that count; every view shows
 * this code. Rules in order, the first that applies wins. `verdictWords.ts` has their words.
 */

import { casesToRuleOut } from '../../score/statistics/caseIntervals.js';
import { MIN_CASES } from '../../score/statistics/bootstrap.js';
import { BANDS, SIGNIFICANCE } from '../../score/thresholds.js';
import type { Envelope } from '../../score/envelope.js';
import type { NoteParams } from '../../text/note.js';
import { ORIGINAL } from '../../variants/makeVariants.js';
import { causeOf, type Cause } from './cause.js';
import { besideOriginal, besideOthers, clearlyApart, mayDiffer } from './differing.js';
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
 * the plan asks once or the run ended before; there is one wording; the prompt as written got no answer; too few cases; only words or embeddings were compared; one wording
 * may be worse or better than the prompt as written; the interval is too wide.
 */
export type InconclusiveReason =
  | 'unreadable'
  | 'all-wrong'
  | 'one-repeat'
  | 'no-repeat-yet'
  | 'one-variant'
  | 'no-original'
  | 'few-cases'
  | 'words-only'
  | 'one-may-differ'
  | 'wide';

interface Word {
  readonly code: VerdictCode;
  /** What goes into its sentence. `variant`: the one that stands alone, where the code is `one-differs`. */
  readonly params: NoteParams;
}

export interface Verdict extends Word {
  /** The variants behind it; null where nothing is wrong with the wording, or no kind of change stands out. */
  readonly cause: Cause | null;
}

/** The noise floor from which the wording is not the first thing to look at. */
const NOISY = 0.25;

export function verdictOf(evidence: Evidence): Verdict {
  const quiet = withoutNumbers(evidence) ?? withoutCause(evidence);
  const words = isAllClear(quiet, evidence) ? wordsOnly(evidence) : null;
  if (words ?? quiet) return { ...((words ?? quiet) as Word), cause: null };
  const cause = causeOf(evidence);
  const word = aloneOf(cause, evidence) ?? banded(evidence);
  return { ...word, cause: word.code === 'inconclusive' ? null : cause };
}

/**
 * Whether a reader would take it for one: also of an effect, where it is a small one, and where only more cases seem to be
 * missing: they would tell of words again.
 */
function isAllClear(quiet: Word | null, { scores }: Evidence): boolean {
  const isSmall = (headlineEffect(scores)?.value ?? 0) <= BANDS.stable;
  if (quiet === null) return isSmall;
  if (quiet.params['reason'] === 'wide') return isSmall;
  return quiet.code === 'stable' || quiet.code === 'no-movement';
}

/**
 * "Recommended" and "not recommended" share their words, and their embeddings: near ones are no all-clear. Null where the
 * texts are equal too.
 */
function wordsOnly({ furthestApart }: Evidence): Word | null {
  const apart = furthestApart();
  return apart && inconclusive('words-only', { ...apart });
}

const inconclusive = (reason: InconclusiveReason, params: NoteParams = {}): Word => ({
  code: 'inconclusive',
  params: { reason, ...params },
});

/** What stands in the way of any statement about the wording; null where nothing does. */
function withoutNumbers(evidence: Evidence): Word | null {
  const { scores, plannedRepeats, plannedCases, judged } = evidence;
  const effect = headlineEffect(scores);
  const cases = completeCases(scores).length;
  if (isUnreadable(scores)) return inconclusive('unreadable');
  if (isAllWrong(scores) && !judged) return inconclusive('all-wrong', { cases: scores.n });
  if (effect?.reason === 'one-repeat')
    return inconclusive(plannedRepeats > 1 ? 'no-repeat-yet' : 'one-repeat');
  if (effect?.reason === 'one-variant') return inconclusive('one-variant');
  const isOfWordsAlone = effect?.reason === 'same-words';
  if (cases < MIN_CASES || (!effect?.ci && !isOfWordsAlone))
    return inconclusive('few-cases', { cases, planned: plannedCases, needed: MIN_CASES });
  if (isOfWordsAlone) return wordsOnly(evidence) ?? inconclusive('words-only');
  if (evidence.originalFailed) return inconclusive('no-original');
  return null;
}

function isAllWrong({ metrics, n }: Evidence['scores']): boolean {
  return metrics['accuracy']?.value === 0 && n > 0;
}

/** Null: there is an effect, and a cause to look for. */
function withoutCause(evidence: Evidence): Word | null {
  const { scores, temperatureZero, judged } = evidence;
  const within = scores.metrics[`${scores.headline}.within`]?.value ?? 0;
  if (within >= NOISY && !isBeyondChance(headlineEffect(scores)))
    return {
      code: 'noise-first',
      params: {
        within,
        ...(temperatureZero && !judged ? { atZero: true } : {}),
        ...(judged ? { judged } : {}),
      },
    };
  const quiet = ofSmallOrWide(evidence);
  return quiet && (clearlyDiffering(evidence) ?? quiet);
}

const isBeyondChance = (effect: Envelope | undefined) =>
  typeof effect?.p === 'number' && effect.p < SIGNIFICANCE && (effect.ci?.[0] ?? 0) > 0;

/** What an interval says that lies below the bands, or reaches over too many of them; null for any other. */
function ofSmallOrWide(evidence: Evidence): Word | null {
  const { scores } = evidence;
  const effect = headlineEffect(scores);
  const [low, high] = effect?.ci ?? [0, 0];
  const e = effect?.value ?? 0;
  const isChance = typeof effect?.p === 'number' && effect.p >= SIGNIFICANCE;
  if (high <= BANDS.stable)
    return oneThatMayDiffer(evidence) ?? { code: 'stable', params: { variants: scores.P } };
  const cases = completeCases(scores);
  if (cases.every(({ excess }) => excess === 0))
    return {
      code: 'no-movement',
      params: {
        ...{ cases: cases.length, high, needed: casesToRuleOut(BANDS.stable, effect?.P ?? 2) },
        ...(cases.some(({ cross }) => (cross ?? 0) > 0) ? { noisy: true } : {}),
      },
    };
  return low <= 0 || isChance || (e > BANDS.mild && low < BANDS.stable)
    ? inconclusive('wide', { effect: e, low, high })
    : null;
}

/** A single wording that clearly differs, or several: then the wording matters, however small the effect is over all. */
function clearlyDiffering(evidence: Evidence): Word | null {
  const { scores, judged } = evidence;
  const apart = clearlyApart(scores);
  if (apart === null) return null;
  if (apart.isOriginal) {
    const without = scores.variants.find(({ id }) => id === ORIGINAL)?.effectWithout ?? 0;
    return { code: 'one-differs', params: besideOthers(scores, ORIGINAL, without) };
  }
  const told = [...apart.worse, ...apart.better];
  const [one] = told;
  if (one && told.length === 1) return { code: 'one-differs', params: besideOriginal(one) };
  const ids = told.map(({ id }) => id);
  return {
    code: judged ? 'sensitive' : 'mild',
    params: { ...moved(evidence), ...comparison(evidence), apart: ids },
  };
}

function oneThatMayDiffer({ scores }: Evidence): Word | null {
  const one = mayDiffer(scores);
  return one ? inconclusive('one-may-differ', besideOriginal(one)) : null;
}

/** Null where not exactly one wording is behind the effect. That its answers have other words is no fault of it. */
function aloneOf(cause: Cause | null, { scores, comparedBy }: Evidence): Word | null {
  if (comparedBy === 'text' || comparedBy === 'embedding') return null;
  const [variant, ...others] = cause?.names ?? [];
  if (!cause || variant === undefined || others.length > 0) return null;
  return { code: 'one-differs', params: besideOthers(scores, variant, cause.effectWithout) };
}

/** The words of the bands, which come from right and wrong answers. */
function banded(evidence: Evidence): Word {
  const { scores, comparedBy, judged } = evidence;
  const effect = headlineEffect(scores);
  const [low, high] = effect?.ci ?? [0, 0];
  const e = effect?.value ?? 0;
  const params = { ...moved(evidence), ...comparison(evidence) };
  if (judged || !['score', 'label', 'meaning'].includes(comparedBy))
    return { code: 'sensitive', params };
  if (e <= BANDS.stable)
    return (
      clearlyDiffering(evidence) ??
      oneThatMayDiffer(evidence) ?? { code: 'small', params: { effect: e, low, high } }
    );
  if (e > BANDS.sensitive && low >= BANDS.mild) return { code: 'fragile', params };
  return { code: e > BANDS.mild ? 'sensitive' : 'mild', params };
}

const moved = ({ scores, movedCases }: Evidence): NoteParams => ({
  moved: movedCases(),
  cases: completeCases(scores).length,
});

/** For answers without bands: how far two wordings are apart, beside one wording asked twice. */
function comparison({ scores }: Evidence): NoteParams {
  const valueOf = (part: string) => scores.metrics[`${scores.headline}.${part}`]?.value ?? 0;
  return { cross: valueOf('cross'), within: valueOf('within') };
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
