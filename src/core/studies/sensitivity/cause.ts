/** What causes the effect, and what else is wrong with the answers: from this run's numbers alone. */

import { effectWithoutVariants, type Scores } from '../../score/scoreAnswers.js';
import type { ScoreInput } from '../../score/scoreInput.js';
import { note, type Note } from '../../text/note.js';
import { REFUSAL } from '../../text/refusal.js';
import { headlineEffect, type Evidence } from './evidence.js';
import { verdictKind, type Verdict } from './verdict.js';

/** Classes are added until this share of the effect is explained. */
const EXPLAINED = 0.8;

export interface WrongAnswer {
  readonly expected: string;
  /** Null: unreadable. */
  readonly answer: string | null;
}

export interface Cause {
  /** Ids of the variants. */
  readonly names: readonly string[];
  /** Share of the effect that goes with them, in [0,1]. */
  readonly share: number;
  readonly effectWithout: number;
}

const isWarning = ({ code }: Verdict) => ['warn', 'bad'].includes(verdictKind(code));

/** The variants behind the effect; null where no kind of change stands out or nothing has to be explained. */
export function causeOf(scores: Scores, verdict: Verdict, input: ScoreInput): Cause | null {
  if (!isWarning(verdict)) return null;
  const lone = verdict.params['variant'];
  return typeof lone === 'string' ? loneCause(scores, lone) : classesBehind(scores, input);
}

function loneCause(scores: Scores, id: string): Cause | null {
  const whole = headlineEffect(scores)?.value ?? 0;
  const left = scores.variants.find((each) => each.id === id)?.effectWithout ?? null;
  return left === null || whole <= 0
    ? null
    : { names: [id], share: shareOf(left, whole), effectWithout: left };
}

const shareOf = (left: number, whole: number) => Math.min(1, 1 - left / whole);

/** Greedy: the class whose removal leaves least of the effect, then the next, until most of it is gone. */
function classesBehind(scores: Scores, input: ScoreInput): Cause | null {
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
    // One of several similar classes changes nothing by going alone: the next may.
    if (!best || best.left > left) break;
    picked.push(best.class);
    left = best.left;
  }
  const share = shareOf(left, whole);
  return share < 0.5 ? null : { names: idsOf(picked), share, effectWithout: left };
}

/**
 * What is wrong with the answers beside the wording: `mostly-empty`, `none-readable`, `mostly-unreadable`, `mostly-declined`,
 * `frequent-error` (or `frequent-extra-words`), `always-wrong` with the cases.
 */
export function answerFindings(
  { scores }: Pick<Evidence, 'scores'>,
  wrong: readonly WrongAnswer[],
): Note[] {
  // A case that not every wording was asked yet is not wrong under every one.
  const alwaysWrong = scores.cases
    .filter(({ accuracy, answers }) => accuracy === 0 && answers >= scores.P)
    .map(({ id }) => id);
  const unreadable = unreadableFinding(scores, wrong);
  return [
    unreadable,
    wrong.filter(({ answer }) => answer === REFUSAL).length > wrong.length / 2
      ? note('mostly-declined')
      : null,
    frequentError(wrong),
    // What cannot be read is no case's fault, and where all are wrong the verdict says so.
    unreadable === null && alwaysWrong.length > 0 && alwaysWrong.length < scores.cases.length
      ? note('always-wrong', { cases: alwaysWrong })
      : null,
  ].filter((finding) => finding !== null);
}

function unreadableFinding({ metrics }: Scores, wrong: readonly WrongAnswer[]): Note | null {
  if ((metrics['rate.empty']?.value ?? 0) > 0.5) return note('mostly-empty');
  if (metrics['rate.parseFail']?.value === 1 && metrics['accuracy']?.value === 0)
    return note('none-readable');
  const unreadable = wrong.filter(({ answer }) => answer === null).length;
  return unreadable > wrong.length / 2 ? note('mostly-unreadable') : null;
}

function frequentError(wrong: readonly WrongAnswer[]): Note | null {
  const counts = Map.groupBy(wrong, ({ expected, answer }) => JSON.stringify([expected, answer]));
  const most = [...counts.values()].toSorted((a, b) => b.length - a.length)[0] ?? [];
  const [error] = most;
  if (!error || most.length < 2) return null;
  const params = { times: most.length, wrong: wrong.length, expected: error.expected };
  return error.answer === error.expected
    ? note('frequent-extra-words', params)
    : note('frequent-error', { ...params, answer: error.answer });
}
