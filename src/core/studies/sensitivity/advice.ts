/** What to do, from what this run measured: never from the literature, never from what was not tried. */

import { sd } from '../../numbers/describe.js';
import { MIN_CASES } from '../../score/statistics/bootstrap.js';
import { casesToRuleOut } from '../../score/statistics/caseIntervals.js';
import { BANDS, CLEARLY_WORSE, SIGNIFICANCE } from '../../score/thresholds.js';
import { note, type Note } from '../../text/note.js';
import { exampleCount } from '../../variants/shots/configuration.js';
import { completeCases, headlineEffect, type Evidence } from './evidence.js';
import type { Verdict } from './verdict.js';

export interface Expenses {
  /** Variants that were sent, stress variants included. */
  readonly variants: number;
  /** Mean calls a further case would take of each variant: 1 on a deterministic server. */
  readonly repeats: number;
  /** Mean US dollars of a call; null where the price is unknown. */
  readonly costPerCall: number | null;
  /** Ids of variants that were sent and never answered. */
  readonly unanswered?: readonly string[];
  /** Calls this run has taken. */
  readonly calls: number;
  /** Calls of the judge it would take at most to compare what the answers mean. */
  readonly comparisons: number;
  /** Mean tokens of a call, prompt and answer, by few-shot configuration; null where the endpoint reports no usage. */
  readonly tokensPerCall: Readonly<Record<string, number | null>>;
  /** The most examples every case could be given. */
  readonly maxExamples: number;
}

/** The first is the one to follow. `calls` and `usd` say what it would take, where it takes calls. */
export function adviceOf(evidence: Evidence, verdict: Verdict, expenses: Expenses): Note[] {
  const { code, params } = verdict;
  if (evidence.unreadJudge && evidence.comparedBy !== 'score') return [note('fix-the-judge')];
  const isOpen = ['inconclusive', 'no-movement', 'small'].includes(code);
  const { unanswered = [] } = expenses;
  if (isOpen && unanswered.length > 0)
    return [note('fix-failing-variants', { variants: unanswered })];
  switch (code) {
    case 'inconclusive':
      return [toConclude(String(params['reason']), evidence, expenses)];
    case 'noise-first':
      return [note(evidence.temperatureZero ? 'steadier-model' : 'lower-noise')];
    case 'stable':
      return [note('nothing-to-change')];
    case 'no-movement':
    case 'small':
      return [note('add-cases-if-it-matters')];
    default:
      return toImprove(evidence, verdict, expenses);
  }
}

function toConclude(reason: string, evidence: Evidence, expenses: Expenses): Note {
  switch (reason) {
    case 'unreadable':
      return note('fix-the-output');
    case 'all-wrong':
      return note('check-the-checks');
    case 'no-repeat-yet':
      return finish(evidence, expenses);
    case 'one-repeat':
      return note('repeat-calls', spending(expenses.calls, expenses));
    case 'one-variant':
      return note('add-variants');
    case 'words-only':
      return toCompareMeanings(expenses);
    case 'few-cases':
      return moreCases(evidence, expenses);
    default:
      return whatWouldTell(evidence, expenses);
  }
}

/** Whoever knows the one wording to avoid need not buy examples to find out whether they would help. */
function toImprove(evidence: Evidence, { params }: Verdict, expenses: Expenses): Note[] {
  const lone = params['variant'];
  const named = typeof lone === 'string' ? [note('avoid-change', { variant: lone })] : [];
  if (evidence.comparedBy === 'text') return [...named, toCompareMeanings(expenses)];
  if (evidence.comparedBy !== 'score') return [...named, note('add-expected-answers')];
  const shots = shotsAdvice(evidence, expenses);
  return [
    ...named,
    named.length > 0 && shots?.code === 'try-examples' ? null : shots,
    betterVariant(evidence),
  ].filter((advice) => advice !== null);
}

const spending = (calls: number, { costPerCall }: Expenses) => ({
  calls,
  usd: costPerCall === null ? null : calls * costPerCall,
});

const toCompareMeanings = (expenses: Expenses) =>
  note('compare-meanings', spending(expenses.comparisons, expenses));

const callsPerCase = ({ variants, repeats }: Expenses) => Math.ceil(variants * repeats);

const finish = ({ unfinishedCalls }: Evidence, expenses: Expenses) =>
  note('finish-the-run', spending(unfinishedCalls, expenses));

function moreCases(evidence: Evidence, expenses: Expenses): Note {
  const { scores, plannedCases, fileCases, unfinishedCases } = evidence;
  const missing = MIN_CASES - completeCases(scores).length;
  if (unfinishedCases >= missing) return finish(evidence, expenses);
  if (fileCases > plannedCases)
    return note('run-more-cases', { file: fileCases, run: plannedCases });
  const added = Math.max(1, missing - unfinishedCases);
  return note('add-cases', {
    cases: added,
    ...spending(added * callsPerCase(expenses), expenses),
  });
}

/** A sensible price ends where a run would cost more than this many times the present one. */
const SENSIBLE = 10;

/** Standard errors between effect and limit at which nine runs in ten tell them apart: those of the 95 % interval and of 90 % power. */
const TOLD_APART = 1.96 + 1.28;

function whatWouldTell({ scores }: Evidence, expenses: Expenses): Note {
  const excess = completeCases(scores).map((each) => each.excess);
  const headline = headlineEffect(scores);
  const [effect, variants] = [headline?.value ?? 0, headline?.P ?? 2];
  const limits = Object.values(BANDS);
  const distance = Math.min(...limits.map((limit) => Math.abs(limit - effect)));
  const bySpread = Math.ceil(((TOLD_APART * sd(excess)) / Math.max(distance, 1e-6)) ** 2);
  // However little the cases move, too few of them leave larger effects possible.
  const above = limits.find((limit) => limit > effect);
  const needed = Math.max(bySpread, above === undefined ? 0 : casesToRuleOut(above, variants));
  const more = Math.max(4, needed - excess.length);
  const calls = more * callsPerCase(expenses);
  if (calls > SENSIBLE * Math.max(1, expenses.calls))
    return note('too-dear-to-decide', { band: effect > BANDS.mild ? 'sensitive' : 'mild' });
  return note('more-cases-would-tell', { cases: more, ...spending(calls, expenses) });
}

function shotsAdvice({ scores, plannedCases }: Evidence, expenses: Expenses): Note | null {
  const effect = headlineEffect(scores);
  const accuracy = scores.metrics['accuracy'];
  if (!effect || effect.value === null) return null;
  const measured = Object.entries(effect.byShots ?? {}).sort(
    ([a], [b]) => exampleCount(a) - exampleCount(b),
  );
  if (measured.length === 0) return untriedShots(plannedCases, expenses);
  const accuracyOf = (shots: string) => accuracy?.byShots?.[shots]?.value ?? null;
  const own = { effect: effect.value, accuracy: accuracy?.value ?? 0 };
  const helping = measured.find(([shots, { value }]) => {
    const reached = accuracyOf(shots);
    return value !== null && value <= own.effect / 2 && reached !== null && reached >= own.accuracy;
  });
  if (!helping)
    return note('examples-did-not-help', {
      effect: own.effect,
      tried: measured.flatMap(([shots, { value }]) =>
        value === null ? [] : [[shots, value] as const],
      ),
    });
  const [shots, { value }] = helping;
  const reached = accuracyOf(shots) ?? 0;
  const [best] = measured
    .map(([other]) => ({ shots: other, accuracy: accuracyOf(other) ?? 0 }))
    .toSorted((a, b) => b.accuracy - a.accuracy);
  const isBetter = best !== undefined && best.accuracy >= reached + CLEARLY_WORSE;
  return note('add-examples', {
    shots,
    ...{ effect: own.effect, accuracy: own.accuracy, effectWith: value, accuracyWith: reached },
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

/** The best of eight looks better than it is: it is named only together with its test. */
function betterVariant({ scores }: Evidence): Note | null {
  const [original, ...others] = scores.variants.filter(
    ({ stress, reviewed }) => !stress && reviewed,
  );
  const best = others
    .filter(({ accuracy }) => accuracy !== null)
    .sort((a, b) => (b.accuracy ?? 0) - (a.accuracy ?? 0))[0];
  if (!best?.againstOriginal || original?.accuracy == null || best.againstOriginal.difference <= 0)
    return null;
  return note('better-variant', {
    ...{ variant: best.id, accuracy: best.accuracy, original: original.accuracy },
    cases: scores.n,
    clear: best.againstOriginal.pHolm < SIGNIFICANCE,
  });
}
