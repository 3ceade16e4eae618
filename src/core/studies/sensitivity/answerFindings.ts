/** What is wrong with the answers beside the wording: from this run's numbers alone. */

import type { Scores } from '../../score/scoreAnswers.js';
import { note, type Note } from '../../text/note.js';
import { REFUSAL } from '../../text/refusal.js';
import type { Evidence } from './evidence.js';
import type { Verdict } from './verdict.js';

/** What a wording answered to a case: the first time it was scored, so that a cell that was asked more often counts once. */
export interface WrongAnswer {
  readonly variant: string;
  readonly expected: string;
  /** Null: unreadable. */
  readonly answer: string | null;
}

/** Wrong answers that the verdict does not explain already: those of the wordings it names, and all where it is noise. */
function unexplained(
  wrong: readonly WrongAnswer[],
  { code, params, cause }: Verdict,
): readonly WrongAnswer[] {
  if (code === 'noise-first') return [];
  const named = new Set([...(cause?.names ?? []), params['variant']]);
  return wrong.filter(({ variant }) => !named.has(variant));
}

/**
 * `mostly-empty`, or `only-reasoning` where the endpoint sends reasoning in the answer's place, `none-readable`, `mostly-unreadable`, `mostly-declined`,
 * `frequent-error` (or `frequent-extra-words`), `always-wrong` with the cases.
 */
export function answerFindings(
  { scores, onlyReasoned }: Pick<Evidence, 'scores' | 'onlyReasoned'>,
  wrong: readonly WrongAnswer[],
  verdict: Verdict,
): Note[] {
  // A case that not every wording was asked yet is not wrong under every one.
  const alwaysWrong = scores.cases
    .filter(({ accuracy, answers }) => accuracy === 0 && answers >= scores.P)
    .map(({ id }) => id);
  const unreadable = unreadableFinding(scores, wrong, onlyReasoned);
  return [
    unreadable,
    wrong.filter(({ answer }) => answer === REFUSAL).length > wrong.length / 2
      ? note('mostly-declined')
      : null,
    frequentError(unexplained(wrong, verdict), unreadable),
    // What cannot be read is no case's fault, and where all are wrong the verdict says so.
    unreadable === null && alwaysWrong.length > 0 && alwaysWrong.length < scores.cases.length
      ? note('always-wrong', { cases: alwaysWrong })
      : null,
  ].filter((finding) => finding !== null);
}

function unreadableFinding(
  { metrics }: Scores,
  wrong: readonly WrongAnswer[],
  onlyReasoned: boolean,
): Note | null {
  if ((metrics['rate.empty']?.value ?? 0) > 0.5)
    return note(onlyReasoned ? 'only-reasoning' : 'mostly-empty');
  if (metrics['rate.parseFail']?.value === 1 && metrics['accuracy']?.value === 0)
    return note('none-readable');
  const unreadable = wrong.filter(({ answer }) => answer === null).length;
  return unreadable > wrong.length / 2 ? note('mostly-unreadable') : null;
}

/** Where nothing can be read, that most is not readable is said already. */
function frequentError(wrong: readonly WrongAnswer[], unreadable: Note | null): Note | null {
  const counts = Map.groupBy(wrong, ({ expected, answer }) => JSON.stringify([expected, answer]));
  const most = [...counts.values()].toSorted((a, b) => b.length - a.length)[0] ?? [];
  const [error] = most;
  if (!error || most.length < 2) return null;
  if (error.answer === null && unreadable && unreadable.code !== 'mostly-unreadable') return null;
  const params = { times: most.length, wrong: wrong.length, expected: error.expected };
  return error.answer === error.expected
    ? note('frequent-extra-words', params)
    : note('frequent-error', { ...params, answer: error.answer });
}
