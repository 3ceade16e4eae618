/** What to do, from what this run measured: never from the literature, never from what was not tried. */

import { sd } from '../../numbers/describe.js';
import { MIN_CASES } from '../../score/statistics/bootstrap.js';
import { casesToRuleOut } from '../../score/statistics/caseIntervals.js';
import type { VariantScores } from '../../score/scoreAnswers.js';
import { normalQuantile } from '../../score/statistics/normal.js';
import { BANDS, SIGNIFICANCE } from '../../score/thresholds.js';
import { note, type Note } from '../../text/note.js';
import { ORIGINAL } from '../../variants/makeVariants.js';
import { besideOriginal, clearlyApart, mayDiffer } from './differing.js';
import { completeCases, headlineEffect, type Evidence } from './evidence.js';
import { callsPerCase, spending, type Expenses } from './expenses.js';
import { shotsAdvice } from './shotsAdvice.js';
import type { Verdict } from './verdict.js';

/** The first is the one to follow. `calls` and `usd` say what it would take, where it takes calls. */
export function adviceOf(evidence: Evidence, verdict: Verdict, expenses: Expenses): Note[] {
  const { code, params } = verdict;
  if (evidence.unreadJudge && evidence.comparedBy !== 'score') return [note('fix-the-judge')];
  const isOpen = ['inconclusive', 'no-movement', 'small'].includes(code);
  const { unanswered = [] } = expenses;
  if (isOpen && unanswered.length > 0)
    return [note('fix-failing-variants', { variants: unanswered })];
  const lost = isOpen ? whatIsLost(evidence) : null;
  if (lost) return [lost];
  switch (code) {
    case 'inconclusive':
      return [toConclude(String(params['reason']), evidence, expenses)];
    case 'noise-first':
      return [ofNoise(evidence), ...worseOnes(evidence, verdict)];
    case 'stable':
      return [note('nothing-to-change')];
    case 'no-movement':
    case 'small':
      return [note('add-cases-if-it-matters')];
    default:
      return toImprove(evidence, verdict, expenses);
  }
}

/** Where most comparisons are missing because there are no answers, more cases would have none either. */
function whatIsLost({ scores, plannedCases, failedCases, cutCases }: Evidence): Note | null {
  const missing = plannedCases - completeCases(scores).length;
  if (2 * missing <= plannedCases || 2 * (failedCases + cutCases) <= missing) return null;
  return failedCases >= cutCases
    ? note('fix-failing-calls', { cases: failedCases, of: plannedCases })
    : note('raise-token-limit', { cases: cutCases, of: plannedCases });
}

function toConclude(reason: string, evidence: Evidence, expenses: Expenses): Note {
  switch (reason) {
    case 'unreadable':
      return note(evidence.onlyReasoned ? 'fix-the-reasoning' : 'fix-the-output');
    case 'all-wrong':
      return note('check-the-checks');
    case 'no-repeat-yet':
      return finish(evidence, expenses);
    case 'one-repeat':
      return note('repeat-calls', spending(expenses.calls, expenses));
    case 'one-variant':
      return note('add-variants');
    case 'words-only':
      return toCompareMeanings(evidence, expenses);
    case 'few-cases':
      return moreCases(evidence, expenses);
    case 'one-may-differ':
      return whatWouldTellOne(evidence, expenses);
    default:
      return mayDiffer(evidence.scores)
        ? whatWouldTellOne(evidence, expenses)
        : whatWouldTell(evidence, expenses);
  }
}

function ofNoise({ temperatureZero, judged }: Evidence): Note {
  return temperatureZero ? note('steadier-model', judged ? { judged } : {}) : note('lower-noise');
}

/** Whoever knows the one wording to avoid, or to keep, need not buy examples to find out whether they would help. */
function toImprove(evidence: Evidence, verdict: Verdict, expenses: Expenses): Note[] {
  if (evidence.comparedBy === 'text' || evidence.comparedBy === 'embedding')
    return [toCompareMeanings(evidence, expenses)];
  const named = ofTheLoneWording(evidence, verdict) ?? worseOnes(evidence, verdict);
  if (evidence.comparedBy !== 'score') return [...named, note('add-expected-answers')];
  const shots = shotsAdvice(evidence, expenses);
  const better = replaces(named) ? clearlyBetter(evidence) : betterVariant(evidence);
  const isKnown = named.length > 0 || typeof verdict.params['variant'] === 'string';
  return [
    ...named,
    isLoneBetter(verdict) ? better : null,
    isKnown && shots?.code === 'try-examples' ? null : shots,
    isLoneBetter(verdict) ? null : better,
  ].filter((advice) => advice !== null);
}

/** The one wording that differs may be the one that is right. */
const isLoneBetter = ({ params: { right, others, accuracy, original } }: Verdict): boolean =>
  Number(right ?? accuracy) > Number(others ?? original);

/** Whoever is told to replace the original gains nothing from a single other one that is too close to call. */
const replaces = (named: readonly Note[]) =>
  named.some(({ code, params }) => code === 'avoid-change' && params['variant'] === ORIGINAL);

function clearlyBetter(evidence: Evidence): Note | null {
  const better = betterVariant(evidence);
  return better?.params['clear'] === true ? better : null;
}

/** Null where no wording stands alone. */
function ofTheLoneWording(evidence: Evidence, verdict: Verdict): Note[] | null {
  const { variant } = verdict.params;
  if (typeof variant !== 'string') return null;
  if (!isLoneBetter(verdict)) return [avoiding([variant], evidence, verdict)];
  return variant === ORIGINAL ? [note('keep-original')] : [];
}

/** Of the wordings that are behind the effect, or of all, those that are surely answered worse than the original is. */
function worseOnes(evidence: Evidence, verdict: Verdict): Note[] {
  const { scores } = evidence;
  const { variants } = scores;
  const { cause } = verdict;
  if (cause?.names.includes(ORIGINAL)) return [note('avoid-change', { variant: ORIGINAL })];
  const isWorse = ({ againstOriginal }: VariantScores) =>
    againstOriginal !== null &&
    againstOriginal.difference < 0 &&
    againstOriginal.pHolm < SIGNIFICANCE;
  const guilty = cause
    ? variants.filter((each) => cause.names.includes(each.id) && isWorse(each))
    : (clearlyApart(scores)?.worse ?? []);
  const worse = guilty.map(({ id }) => id);
  return worse.length === 0 ? [] : [avoiding(worse, evidence, verdict)];
}

/** `more`: these are not all there is to say of the wording, so that the prompt as it stands is not cleared. */
function avoiding(worse: readonly string[], evidence: Evidence, { code, cause, params }: Verdict) {
  const [variant = '', ...others] = worse;
  const isAll =
    cause !== null ||
    params['variant'] !== undefined ||
    (headlineEffect(evidence.scores)?.value ?? 0) <= BANDS.stable;
  const isCleared = isAll && code !== 'noise-first' && clearlyBetter(evidence) === null;
  const more = isCleared || variant === ORIGINAL ? {} : { more: true };
  return others.length === 0
    ? note('avoid-change', { variant, ...more })
    : note('avoid-changes', { variants: worse, ...more });
}

/** Where a judge was asked and could not be read, asking it again would not help. */
const toCompareMeanings = ({ meaningAsked }: Evidence, expenses: Expenses) =>
  meaningAsked
    ? note('fix-the-judge')
    : note('compare-meanings', spending(expenses.comparisons, expenses));

const finish = ({ unfinishedCalls }: Evidence, expenses: Expenses) =>
  note('finish-the-run', spending(unfinishedCalls, expenses));

function moreCases(evidence: Evidence, expenses: Expenses): Note {
  const { scores, plannedCases, fileCases, unfinishedCases, comparedBy } = evidence;
  const missing = MIN_CASES - completeCases(scores).length;
  if (unfinishedCases >= missing) return finish(evidence, expenses);
  if (fileCases > plannedCases)
    return note('run-more-cases', { file: fileCases, run: plannedCases });
  const unscored = scores.cases.filter(({ accuracy, answers }) => accuracy === null && answers > 0);
  if (comparedBy === 'score' && unscored.length >= missing)
    return evidence.unreadJudge
      ? note('fix-the-judge')
      : note('expect-more', { cases: missing, of: unscored.length });
  const added = Math.max(1, missing - unfinishedCases);
  return note('add-cases', {
    cases: added,
    ...spending(added * callsPerCase(expenses), expenses),
  });
}

/** A sensible price ends where a run would cost more than this many times the present one. */
const SENSIBLE = 10;

/** Standard errors beyond the limit of a test at which nine runs in ten find what there is. */
const POWER = 1.28;

/** Standard errors between effect and limit at which nine runs in ten tell them apart. */
const TOLD_APART = 1.96 + POWER;

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

/** Cases at which nine runs in ten would find a difference of this size beyond what the likeliest of several shows by chance. */
function whatWouldTellOne({ scores }: Evidence, expenses: Expenses): Note {
  const perhaps = mayDiffer(scores)?.againstOriginal;
  const [cases, p] = [perhaps?.shared.cases ?? 0, perhaps?.p ?? 1];
  const found = normalQuantile(1 - p / 2);
  const wanted = normalQuantile(1 - SIGNIFICANCE / (2 * Math.max(1, scores.P - 1))) + POWER;
  const more = Math.max(4, Math.ceil(cases * (wanted / found) ** 2) - cases);
  return note('more-cases-would-tell', {
    cases: more,
    ...spending(more * callsPerCase(expenses), expenses),
  });
}

/** The best of eight looks better than it is: it is named only together with its test. */
function betterVariant({ scores, graded }: Evidence): Note | null {
  const [original, ...others] = scores.variants.filter(
    ({ stress, reviewed }) => !stress && reviewed,
  );
  const best = others
    .filter(({ accuracy }) => accuracy !== null)
    .sort((a, b) => (b.accuracy ?? 0) - (a.accuracy ?? 0))[0];
  if (!best?.againstOriginal || original?.accuracy == null || best.againstOriginal.difference <= 0)
    return null;
  return note('better-variant', {
    ...besideOriginal(best),
    alike: others.filter(({ accuracy }) => accuracy === best.accuracy).length - 1,
    p: best.againstOriginal.pHolm,
    clear: best.againstOriginal.pHolm < SIGNIFICANCE,
    ...(graded ? { graded } : {}),
  });
}
