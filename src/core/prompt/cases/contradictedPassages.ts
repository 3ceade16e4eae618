import { literalPattern } from '../../text/literalPattern.js';
import type { Case, Passage } from '../prompt.js';

/**
 * The passages of a case and a second copy of the one that holds the answer, with the expected answer replaced by another case's:
 * two passages then say different things. Null where no relevant passage holds the expected answer, or no other answer is known.
 */
export function contradictedPassages(
  { expected, contexts = [], relevant = [] }: Case,
  cases: readonly Case[],
): Passage[] | null {
  if (expected === null) return null;
  const other =
    cases.find((one) => one.expected !== null && one.expected !== expected)?.expected ?? null;
  const pattern = new RegExp(literalPattern(expected), 'iu');
  const holder = contexts.find(({ id, text }) => relevant.includes(id) && pattern.test(text));
  if (!holder || other === null) return null;
  const claim = { id: `${holder.id}c`, text: holder.text.replace(pattern, () => other) };
  return [...contexts, claim];
}
