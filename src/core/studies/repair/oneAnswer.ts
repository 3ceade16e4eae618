/** A change after which the model answers the same to every case is as steady as can be, and of no use. */

import type { Answer } from '../../answers/answer.js';
import type { Case } from '../../prompt/prompt.js';
import { normaliseAnswer } from '../../text/normalise.js';

/** The commonest answer has at least this share of all. */
const NEARLY_ALL = 0.95;
/** What is right, or what was answered before, varies by at least this much more. */
const MORE_VARIED = 0.05;

/**
 * Whether nearly all answers of a changed prompt are the same one, though the expected answers of those cases are not, or,
 * where nothing is expected, though those of the prompt as it is are not.
 */
export function isOneAnswer(
  changed: readonly Answer[],
  original: readonly Answer[],
  cases: readonly Pick<Case, 'id' | 'expected'>[],
): boolean {
  const share = commonest(changed.map(textOf));
  if (share < NEARLY_ALL) return false;
  const asked = new Set(changed.map((answer) => answer.case));
  const expected = cases
    .filter(({ id }) => asked.has(id))
    .flatMap((each) => (each.expected === null ? [] : normaliseAnswer(each.expected)));
  const beside =
    expected.length > 0
      ? expected
      : original.filter((answer) => asked.has(answer.case)).map(textOf);
  return beside.length > 0 && commonest(beside) <= share - MORE_VARIED;
}

const textOf = ({ answer, text }: Answer): string => answer ?? normaliseAnswer(text);

/** The share of the commonest, in [0,1]; 0 of none. */
function commonest(texts: readonly string[]): number {
  const counts = [...Map.groupBy(texts, (text) => text).values()].map(({ length }) => length);
  return texts.length === 0 ? 0 : Math.max(...counts) / texts.length;
}
