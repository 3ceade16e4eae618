/** What causes the effect, and what else is wrong with the answers: from this run's numbers alone. */

import type { Scores } from '../../score/scoreAnswers.js';
import type { Suspect } from '../../score/suspects.js';
import { SIGNIFICANCE } from '../../score/thresholds.js';
import { note, type Note } from '../../text/note.js';
import { REFUSAL } from '../../text/refusal.js';
import { headlineEffect, type Evidence } from './evidence.js';

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

/** What is named must take away at least this share of the effect. */
const MOST = 0.5;
/** A single wording is named in place of its class where it takes away this share of what the whole class does. */
const NEARLY_ALL = 0.75;

/**
 * The variants behind the effect; null where no kind of change stands out (METRICS 12.7a). Named are those of a class, or a
 * single one, whose absence takes away more than chance does, and at least half of the effect. Classes come first: of two
 * wordings that both fail, one alone would be named by luck.
 */
export function causeOf({ scores, suspects }: Pick<Evidence, 'scores' | 'suspects'>): Cause | null {
  const whole = headlineEffect(scores)?.value ?? 0;
  if (whole <= 0) return null;
  const takes = ({ effectWithout }: Suspect) => 1 - effectWithout / whole;
  const guilty = (some: readonly Suspect[]) =>
    some
      .filter((each) => each.p < SIGNIFICANCE && takes(each) >= MOST)
      .toSorted((a, b) => a.effectWithout - b.effectWithout);
  const { classes, variants } = suspects();
  const [kind] = guilty(classes);
  const [single] = guilty(variants).filter(({ ids: [id = ''] }) => kind?.ids.includes(id) ?? true);
  const isEnough = single && (!kind || takes(single) >= NEARLY_ALL * takes(kind));
  const named = isEnough ? single : kind;
  return named
    ? {
        names: named.ids,
        share: Math.min(1, takes(named)),
        effectWithout: named.effectWithout,
      }
    : null;
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
