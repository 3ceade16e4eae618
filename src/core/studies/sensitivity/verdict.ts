/**
 * The verdict: one word, why, and what to do. Computed once, on the file's own shots and the variants that count;
 * terminal, reports and CI all show these words. The first rule that holds wins.
 */

import type { Envelope } from '../../score/envelope.js';
import type { AnswerDistance } from '../../score/scoreInput.js';
import type { CaseScores, Scores, VariantScores } from '../../score/scoreAnswers.js';
import { count, number, rightOn, variantName } from '../../text/figures.js';

export type VerdictKind = 'good' | 'quiet' | 'open' | 'warn' | 'bad';

/** Limits of the bands of the wording effect (published sensitivities of current models run from 0.07 to 0.26). */
export const BANDS = { stable: 0.05, mild: 0.1, sensitive: 0.2 } as const;

/** Fewer complete cases than this give no interval, and so no verdict. */
export const FEWEST_CASES = 8;
/** A case counts as moved when the wording explains more than this of its movement. */
export const MOVED = 0.05;
/** A variant that is right this much less often than the original, beyond luck, is named. */
export const CLEARLY_WORSE = 0.1;
const SIGNIFICANT = 0.05;

export interface Judgement {
  readonly word: string;
  readonly kind: VerdictKind;
  readonly sentence: string;
  /** The variant that stands alone, where one does. */
  readonly lone: string | null;
}

export interface Evidence {
  readonly scores: Scores;
  /** How many cases the plan had. */
  readonly plannedCases: number;
  /** How often most calls were to be made. */
  readonly plannedRepeats: number;
  /** Cases of the prompt file: a run may be of some of them. */
  readonly fileCases: number;
  /** Cases the run did not come to the end of. */
  readonly unfinishedCases: number;
  /** Calls it did not come to. */
  readonly unfinishedCalls: number;
  /** What the answers are compared by: only label answers and scores have bands. */
  readonly answers: 'score' | AnswerDistance;
  readonly graded: boolean;
  /** A model gave the scores: the bands, which come from right and wrong answers, do not hold for them. */
  readonly judged: boolean;
  /** What each variant words differently, by its id. */
  readonly changes: ReadonlyMap<string, string>;
}

/** Answers that can differ in part. */
type GradedAnswers = Exclude<AnswerDistance, 'label'>;

/** What they differ in. */
export const UNITS: Readonly<Record<GradedAnswers, string>> = {
  json: 'fields',
  toolCalls: 'calls',
  text: 'words',
};

/** The envelope every verdict rests on. */
export function headlineEffect({ metrics, headline }: Scores): Envelope | undefined {
  return metrics[headline === 'pss' ? 'pss.excess' : 'divergence.excess'];
}

export function completeCases(scores: Scores): readonly (CaseScores & { excess: number })[] {
  return scores.cases.filter(
    (each): each is CaseScores & { excess: number } => each.excess !== null,
  );
}

export function judge(evidence: Evidence): Judgement {
  const { scores, plannedCases, answers } = evidence;
  const effect = headlineEffect(scores);
  const cases = completeCases(scores);
  const moved = cases.filter(({ excess }) => excess > MOVED).length;
  const open = (sentence: string): Judgement => ({
    word: 'Cannot be told yet',
    kind: 'open',
    sentence,
    lone: null,
  });

  if (isUnreadable(scores)) {
    return open('None of the answers could be read, so they say nothing of the wording.');
  }
  if (effect?.reason === 'one-repeat') {
    if (evidence.plannedRepeats > 1)
      return open('The run ended before anything was asked twice, so the noise is unknown.');
    return open('Each call was made once, so the noise is unknown and the wording effect with it.');
  }
  if (effect?.reason === 'one-variant')
    return open('There is no other wording to compare the prompt with.');
  if (cases.length < FEWEST_CASES || !effect?.ci || effect.value === null) {
    return open(
      `${count(cases.length, 'complete case')} of ${plannedCases}: a first answer needs ${FEWEST_CASES}.`,
    );
  }
  const e = effect.value;
  const [low, high] = effect.ci;
  const tested = typeof effect.p === 'number';
  const insignificant = tested && (effect.p as number) >= SIGNIFICANT;

  const worse = clearlyWorse(scores.variants);
  if (worse && (high <= BANDS.stable || insignificant)) {
    const original = scores.variants[0]?.accuracy ?? 0;
    const sentence = `${variantName(worse.id)} is clearly worse: right on ${rightOn(worse.accuracy ?? 0, scores.n)}, the original on ${rightOn(original, scores.n)}.`;
    return { word: 'One variant differs', kind: 'warn', sentence, lone: worse.id };
  }
  if (high <= BANDS.stable) {
    const sentence = `The wording makes no difference that matters: ${moved} of ${count(cases.length, 'case')} moved.`;
    return { word: 'Stable', kind: 'good', sentence, lone: null };
  }
  if (cases.every(({ excess }) => excess === 0)) {
    const needed = casesToRuleOut(effect.P);
    const sentence = `None of ${count(cases.length, 'case')} moved. ${count(cases.length, 'case')} cannot rule out an effect up to ${number(high)}; ${needed} would.`;
    return { word: 'No movement seen', kind: 'quiet', sentence, lone: null };
  }
  if (insignificant || (low <= 0 && high > BANDS.mild)) {
    return open(
      `The wording effect is ${number(e)}, but it could be anything from ${number(low)} to ${number(high)}.`,
    );
  }
  const lone = loneVariant(scores.variants, e);
  if (lone) {
    const sentence = `${variantName(lone.id)} differs from the others; without it the effect is ${number(lone.effectWithout ?? 0)}.`;
    return { word: 'One variant differs', kind: 'warn', sentence, lone: lone.id };
  }
  if (evidence.judged) {
    const sentence = `${movedSentence(evidence, moved, cases.length)} ${judgedAgainstNoise(scores)}`;
    return { word: 'Sensitive', kind: 'warn', sentence, lone: null };
  }
  if (answers !== 'score' && answers !== 'label') {
    return {
      word: 'Sensitive',
      kind: 'warn',
      sentence: comparedWithNoise(scores, answers),
      lone: null,
    };
  }
  const sentence = movedSentence(evidence, moved, cases.length);
  if (e > BANDS.sensitive && low >= BANDS.mild)
    return { word: 'Fragile', kind: 'bad', sentence, lone: null };
  if (e > BANDS.mild) return { word: 'Sensitive', kind: 'warn', sentence, lone: null };
  return { word: 'Mildly sensitive', kind: 'warn', sentence, lone: null };
}

/** Every answer that counts is empty, or nothing could be read out of it, and none passes a check. */
export function isUnreadable({ metrics }: Scores): boolean {
  const valueOf = (id: string) => metrics[id]?.value ?? 0;
  return valueOf('rate.empty') + valueOf('rate.parseFail') === 1 && valueOf('accuracy') === 0;
}

function clearlyWorse(variants: readonly VariantScores[]): VariantScores | undefined {
  const fallOf = ({ againstOriginal }: VariantScores) => -(againstOriginal?.difference ?? 0);
  return variants
    .filter((each) => fallOf(each) >= CLEARLY_WORSE - 1e-9)
    .filter(({ againstOriginal }) => (againstOriginal?.pHolm ?? 1) < SIGNIFICANT)
    .sort((a, b) => fallOf(b) - fallOf(a))[0];
}

/** A variant whose removal takes away over half of the effect. */
function loneVariant(
  variants: readonly VariantScores[],
  effect: number,
): VariantScores | undefined {
  return variants
    .filter(({ effectWithout }) => effectWithout !== null && effectWithout < effect / 2)
    .sort((a, b) => (a.effectWithout ?? 0) - (b.effectWithout ?? 0))[0];
}

/** Cases without any movement that are needed to rule out an effect above the stable band. */
function casesToRuleOut(variants: number): number {
  const most =
    (Math.floor(variants / 2) * Math.ceil(variants / 2)) / ((variants * (variants - 1)) / 2);
  return Math.ceil(Math.log(0.025) / Math.log(1 - BANDS.stable / most));
}

function movedSentence({ answers, graded }: Evidence, moved: number, all: number): string {
  const cases = `${moved} of ${count(all, 'case')}`;
  if (answers !== 'score') return `The answer to ${cases} depends on the wording.`;
  if (graded) return `The score of ${cases} depends on the wording.`;
  return `Whether ${cases} come out right depends on the wording.`;
}

/** Without a second model there is no gap to hold judged scores against, so the noise is what there is. */
function judgedAgainstNoise({ metrics }: Scores): string {
  const cross = metrics['pss.cross']?.value ?? 0;
  const within = metrics['pss.within']?.value ?? 0;
  return `Two wordings are ${number(cross)} apart on the judge's scale, one wording asked twice ${number(within)}.`;
}

const TIMES = ['', '', 'twice', 'three times', 'four times', 'five times'];

function comparedWithNoise({ metrics }: Scores, answers: GradedAnswers): string {
  const cross = metrics['divergence.cross']?.value ?? 0;
  const within = metrics['divergence.within']?.value ?? 0;
  const unit = UNITS[answers];
  const changed = `Another wording changes ${Math.round(cross * 100)} % of an answer's ${unit}`;
  if (within < 0.005) return `${changed}; asking twice changes nothing.`;
  const times = Math.round(cross / within);
  if (times < 2) return `${changed}; asking twice changes ${Math.round(within * 100)} %.`;
  return `${changed}: ${TIMES[times] ?? `${times} times`} what asking twice changes.`;
}
