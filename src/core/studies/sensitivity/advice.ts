/** What to do, from what this run measured: never from the literature, never from what was not tried. */

import { sd } from '../../numbers/describe.js';
import {
  BANDS,
  CLEARLY_WORSE,
  completeCases,
  FEWEST_CASES,
  headlineEffect,
  isUnreadable,
  type Evidence,
  type Judgement,
} from './verdict.js';
import { exampleCount } from '../../variants/shots/configuration.js';
import { count, money, number, rightOn, shotsName, variantName } from '../../text/figures.js';

export interface Expenses {
  /** Variants that were sent, stress variants included. */
  readonly variants: number;
  /** Mean calls a further case would take of each variant: 1 on a deterministic server. */
  readonly repeats: number;
  /** Mean US dollars of a call; null where the price is unknown. */
  readonly costPerCall: number | null;
  /** Calls this run has taken. */
  readonly calls: number;
  /** Mean tokens of a call, prompt and answer, by few-shot configuration; null where the endpoint names no usage. */
  readonly tokensPerCall: Readonly<Record<string, number | null>>;
  /** The most examples every case could be given. */
  readonly mostExamples: number;
}

export function advice(evidence: Evidence, judgement: Judgement, expenses: Expenses): string {
  const { scores, answers } = evidence;
  if (isUnreadable(scores)) return 'Look at the answers: what they lack is no matter of wording.';
  const reason = headlineEffect(scores)?.reason;
  if (reason === 'one-repeat' && evidence.plannedRepeats > 1) return finish(evidence, expenses);
  if (reason === 'one-repeat')
    return `Ask everything twice (--repeats 2, ${spending(expenses.calls, expenses)}) to tell noise from wording.`;
  if (reason === 'one-variant') return 'Add wordings: --variants paraphrase=2,format=2,order=1.';
  if (completeCases(scores).length < FEWEST_CASES) return moreCases(evidence, expenses);
  if (judgement.kind === 'open') return whatWouldTell(evidence, expenses);
  if (judgement.kind === 'good') return 'Nothing to change in the wording.';
  if (judgement.kind === 'quiet' && scores.metrics['accuracy']?.value === 0)
    return 'Every answer is wrong, whatever the wording: look at the checks and the expected answers first.';
  if (judgement.kind === 'quiet') return 'Add cases, if an effect of that size would matter.';
  if (answers !== 'score') {
    return 'Add expected answers to learn which wording is right: so far only “different” is known, not “wrong”.';
  }
  return [shotsAdvice(evidence, expenses), betterVariant(evidence)]
    .filter((sentence) => sentence !== null)
    .join(' ');
}

const spending = (calls: number, { costPerCall }: Expenses) =>
  `${count(calls, 'call')}, ${money(costPerCall === null ? null : calls * costPerCall)}`;

const callsPerCase = ({ variants, repeats }: Expenses) => Math.ceil(variants * repeats);

function finish({ unfinishedCalls }: Evidence, expenses: Expenses): string {
  return `Finish the run (--resume): at most ${spending(unfinishedCalls, expenses)} are left.`;
}

function moreCases(evidence: Evidence, expenses: Expenses): string {
  const { scores, plannedCases, fileCases, unfinishedCases } = evidence;
  const missing = FEWEST_CASES - completeCases(scores).length;
  if (unfinishedCases >= missing) return finish(evidence, expenses);
  if (fileCases > plannedCases)
    return `Run more of the ${fileCases} cases of the prompt file: this run had ${plannedCases}.`;
  const added = Math.max(1, missing - unfinishedCases);
  const cost = spending(added * callsPerCase(expenses), expenses);
  return `Add ${count(added, 'case')} to the prompt file (${cost}) for a first answer.`;
}

/** A sensible price ends where a run would cost more than this many times the present one. */
const SENSIBLE = 10;

function whatWouldTell({ scores }: Evidence, expenses: Expenses): string {
  const excess = completeCases(scores).map((each) => each.excess);
  const effect = headlineEffect(scores)?.value ?? 0;
  const distance = Math.min(...Object.values(BANDS).map((limit) => Math.abs(limit - effect)));
  const needed = Math.ceil(((1.96 * sd(excess)) / Math.max(distance, 1e-6)) ** 2);
  const more = Math.max(4, needed - excess.length);
  const calls = more * callsPerCase(expenses);
  if (calls > SENSIBLE * Math.max(1, expenses.calls)) {
    const band = effect > BANDS.mild ? 'sensitive' : 'mild';
    return `More cases will not settle this at a sensible price: treat it as ${band}.`;
  }
  return `About ${count(more, 'more case')} (${spending(calls, expenses)}) would tell.`;
}

function shotsAdvice({ scores }: Evidence, expenses: Expenses): string | null {
  const effect = headlineEffect(scores);
  const accuracy = scores.metrics['accuracy'];
  if (!effect || effect.value === null) return null;
  const measured = Object.entries(effect.byShots ?? {}).sort(
    ([a], [b]) => exampleCount(a) - exampleCount(b),
  );
  if (measured.length === 0) {
    const wanted = [1, 3].filter((shots) => shots <= expenses.mostExamples);
    if (wanted.length === 0)
      return 'Examples cannot be tried: there are too few cases with an expected answer.';
    const calls = wanted.length * scores.n * callsPerCase(expenses);
    const how = `--shots file,${wanted.join(',')}`;
    return expenses.costPerCall === null
      ? `Not measured yet: would examples help? ${count(calls, 'call')} would tell (${how}; price unknown).`
      : `Not measured yet: would examples help? ${spending(calls, expenses)} would tell (${how}).`;
  }
  const helping = measured.find(([shots, { value }]) => {
    const with_ = accuracy?.byShots?.[shots]?.value ?? null;
    return (
      value !== null &&
      value <= (effect.value as number) / 2 &&
      with_ !== null &&
      with_ >= (accuracy?.value ?? 0)
    );
  });
  if (!helping) {
    const tried = measured.map(
      ([shots, { value }]) =>
        `${value === null ? 'not available' : number(value)} with ${shotsName(shots)}`,
    );
    return `Examples did not settle it: wording effect ${number(effect.value)} without, ${tried.join(', ')}.`;
  }
  const [shots, { value }] = helping;
  const ratio = tokenRatio(shots, expenses);
  const price = ratio === null ? '' : `, for ${ratio.toFixed(1)} times the tokens`;
  const reached = accuracy?.byShots?.[shots]?.value ?? 0;
  const added = `Add ${shotsName(shots)}. Measured with the same variants: wording effect ${number(effect.value)} → ${number(value as number)}, accuracy ${number(accuracy?.value ?? 0)} → ${number(reached)}${price}.`;
  const better = measured
    .map(([other]) => ({ other, accuracy: accuracy?.byShots?.[other]?.value ?? 0 }))
    .toSorted((a, b) => b.accuracy - a.accuracy)[0];
  return better && better.accuracy >= reached + CLEARLY_WORSE
    ? `${added} With ${shotsName(better.other)} the accuracy was ${number(better.accuracy)}: more cases tell whether that is worth it.`
    : added;
}

function tokenRatio(shots: string, { tokensPerCall }: Expenses): number | null {
  const [file, other] = [tokensPerCall['file'] ?? null, tokensPerCall[shots] ?? null];
  return file && other ? other / file : null;
}

/** The best of eight looks better than it is: it is named only together with its test. */
function betterVariant({ scores }: Evidence): string | null {
  const [original, ...others] = scores.variants.filter(
    ({ stress, reviewed }) => !stress && reviewed,
  );
  const best = others
    .filter(({ accuracy }) => accuracy !== null)
    .sort((a, b) => (b.accuracy ?? 0) - (a.accuracy ?? 0))[0];
  if (!best?.againstOriginal || original?.accuracy == null || best.againstOriginal.difference <= 0)
    return null;
  const clear = best.againstOriginal.pHolm < 0.05;
  const verdict = clear ? 'clearly better; confirm it on other cases' : 'too close to call';
  return `${variantName(best.id)} was right on ${rightOn(best.accuracy ?? 0, scores.n)}, the original on ${rightOn(original.accuracy, scores.n)}: ${verdict}.`;
}
