/** What was found, and what causes it: sentences under the verdict, from this run's numbers alone. */

import type { ScoreInput } from '../../score/scoreInput.js';
import { effectWithoutVariants, type Scores } from '../../score/scoreAnswers.js';
import { headlineEffect, UNITS, type Evidence, type Judgement } from './verdict.js';
import { list } from '../../text/list.js';
import { REFUSAL } from '../../text/refusal.js';
import { count, number, perHundred, readText, variantName } from '../../text/figures.js';

/** Classes are named until this share of the effect is explained. */
const EXPLAINED = 0.8;
/** At most this many cases are listed by name. */
const MOST_NAMED = 5;

export interface WrongAnswer {
  readonly expected: string;
  /** Null: unreadable. */
  readonly answer: string | null;
}

const NOTHING_DIFFERS: Readonly<Record<Evidence['answers'], string>> = {
  score: 'No two answers to a case differ in being right or wrong.',
  label: 'No two answers to a case differ.',
  json: 'No two answers to a case differ in a field.',
  toolCalls: 'No two answers to a case differ in a call.',
  text: 'No two answers to a case differ in their words; at most in the order of these.',
};

/** Cross, within and excess in words; null where the noise is unknown. */
export function found({ scores, answers }: Evidence, judgement: Judgement): string | null {
  const family = scores.headline === 'pss' ? 'pss' : 'divergence';
  const cross = scores.metrics[`${family}.cross`]?.value ?? null;
  const within = scores.metrics[`${family}.within`]?.value ?? null;
  const excess = headlineEffect(scores)?.value ?? null;
  if (cross === null || within === null || excess === null) return null;
  if (cross === 0 && within === 0) return NOTHING_DIFFERS[answers];
  if (answers !== 'score' && answers !== 'label') {
    return `Two variants' answers differ in ${perHundred(cross)} % of their ${UNITS[answers]}, the same variant's asked twice in ${perHundred(within)} %.`;
  }
  const differ =
    answers === 'score'
      ? `Two variants differ on ${perHundred(cross)} of 100 cases (one right, one wrong)`
      : `Two variants give different answers to ${perHundred(cross)} of 100 cases`;
  const stable = judgement.word === 'Stable' || judgement.word === 'No movement seen';
  if (
    stable ||
    perHundred(excess) <= 0 ||
    perHundred(cross) - perHundred(within) !== perHundred(excess)
  ) {
    const alike = (stable && within > 0) || perHundred(excess) <= 0 ? ': about as often' : '';
    return `${differ}, the same variant asked twice on ${perHundred(within)}${alike}.`;
  }
  if (within === 0)
    return `${differ}. The same variant asked twice never does: all of it is the wording.`;
  return `${differ}. The same variant asked twice differs on ${perHundred(within)}. The wording explains the other ${perHundred(excess)}.`;
}

export function cause(
  evidence: Evidence,
  judgement: Judgement,
  { input, wrong }: { input: ScoreInput; wrong: readonly WrongAnswer[] },
): string | null {
  const { scores } = evidence;
  // A case that not every wording was asked yet is not wrong under every one.
  const alwaysWrong = scores.cases
    .filter(({ accuracy, answers }) => accuracy === 0 && answers >= scores.P)
    .map(({ id }) => id);
  const unreadable = mostlyUnreadable(scores, wrong);
  const moving = judgement.kind === 'warn' || judgement.kind === 'bad';
  const sentences = [
    unreadable,
    mostlyDeclined(wrong),
    moving && judgement.lone === null ? classesBehind(scores, input) : null,
    moving && judgement.lone !== null ? whatItChanged(judgement.lone, evidence) : null,
    mostFrequentError(wrong),
    // What cannot be read is no case's fault.
    unreadable === null ? alwaysWrongSentence(alwaysWrong) : null,
  ].filter((sentence) => sentence !== null);
  return sentences.length > 0 ? sentences.join(' ') : null;
}

function mostlyUnreadable({ metrics }: Scores, wrong: readonly WrongAnswer[]): string | null {
  if ((metrics['rate.empty']?.value ?? 0) > 0.5)
    return 'Most answers are empty: look at the limit of tokens, the stop sequences and the model before the wording.';
  if (metrics['rate.parseFail']?.value === 1 && metrics['accuracy']?.value === 0)
    return 'No answer is readable: look at the output format before the wording.';
  const unreadable = wrong.filter(({ answer }) => answer === null).length;
  return unreadable > wrong.length / 2
    ? 'Most wrong answers are unreadable: look at the output format before the wording.'
    : null;
}

function mostlyDeclined(wrong: readonly WrongAnswer[]): string | null {
  const declined = wrong.filter(({ answer }) => answer === REFUSAL).length;
  return declined > wrong.length / 2 ? 'Most wrong answers decline the task.' : null;
}

/** Greedy: the class whose removal leaves least of the effect, then the next, until most of it is gone. */
function classesBehind(scores: Scores, input: ScoreInput): string | null {
  const whole = headlineEffect(scores)?.value ?? 0;
  if (whole <= 0) return null;
  const candidates = scores.variants.filter(({ effectWithout }) => effectWithout !== null);
  const idsOf = (classes: readonly string[]) =>
    candidates.filter((each) => classes.includes(each.class)).map(({ id }) => id);
  const picked: string[] = [];
  let left = whole;
  while (left > (1 - EXPLAINED) * whole) {
    const best = [...new Set(candidates.map((each) => each.class))]
      .filter((each) => !picked.includes(each))
      .map((each) => ({
        class: each,
        left: effectWithoutVariants(input, idsOf([...picked, each])),
      }))
      .filter((each): each is { class: string; left: number } => each.left !== null)
      .sort((a, b) => a.left - b.left)[0];
    // One of several alike changes nothing by going alone: the next may.
    if (!best || best.left > left) break;
    picked.push(best.class);
    left = best.left;
  }
  const share = Math.min(100, perHundred(1 - left / whole));
  if (share < 50) return 'No single kind of change stands out.';
  const names = idsOf(picked).map(variantName);
  return `${list(names)} ${names.length === 1 ? 'causes' : 'cause'} ${share} % of it. Without ${names.length === 1 ? 'it' : 'them'} the effect is ${number(left)}.`;
}

function whatItChanged(id: string, { changes }: Evidence): string | null {
  const change = changes.get(id);
  return change ? `${variantName(id)}: ${change.charAt(0).toLowerCase()}${change.slice(1)}.` : null;
}

function mostFrequentError(wrong: readonly WrongAnswer[]): string | null {
  const counts = new Map<string, { error: WrongAnswer; times: number }>();
  for (const error of wrong) {
    const key = JSON.stringify([error.expected, error.answer]);
    counts.set(key, { error, times: (counts.get(key)?.times ?? 0) + 1 });
  }
  const most = [...counts.values()].sort((a, b) => b.times - a.times)[0];
  if (!most || most.times < 2) return null;
  if (most.error.answer === most.error.expected) {
    return `Most frequent error: the right label with other words around it (${most.times} of ${count(wrong.length, 'wrong answer')}): look at the output format.`;
  }
  const { answer } = most.error;
  const answered =
    answer === null || answer === REFUSAL ? readText(answer) : `answered as ${answer}`;
  return `Most frequent error: ${most.error.expected} ${answered} (${most.times} of ${count(wrong.length, 'wrong answer')}).`;
}

function alwaysWrongSentence(ids: readonly string[]): string | null {
  if (ids.length === 0) return null;
  const named =
    ids.length <= MOST_NAMED
      ? list(ids)
      : `${ids.slice(0, MOST_NAMED).join(', ')} and ${ids.length - MOST_NAMED} more`;
  return `${ids.length === 1 ? 'Case' : 'Cases'} ${named} ${ids.length === 1 ? 'is' : 'are'} wrong under every variant. That is the case or the model, not the wording.`;
}
