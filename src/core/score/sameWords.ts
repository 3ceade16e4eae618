/** Where a bag of words cannot see what differs: "our team, not the vendor" and "the vendor, not our team" hold the same. */

import { isAnswered } from '../answers/answer.js';
import { answerWords } from '../text/answerWords.js';
import { memoise, memoiseText } from '../text/memoise.js';
import type { CaseRow } from './caseRow.js';
import { shortValue } from './distance.js';
import type { Scope } from './grid.js';

/**
 * Whether in most cases with different answers most pairs of these hold the same words in another order. Their distance of words
 * is then 0 whatever they say, and a mean of it is no measure of how far they are apart.
 */
export const differInOrder = memoise(({ grid, variants }: Scope): boolean => {
  let [differing, inOrder] = [0, 0];
  for (const row of grid.rows) {
    const said = wordsOfCase(row);
    const sequences = new Map(variants.flatMap((id) => said.get(id) ?? []));
    if (sequences.size < 2) continue;
    differing += 1;
    let alike = 0;
    for (const same of Map.groupBy(sequences.values(), (bag) => bag).values())
      alike += pairsOf(same.length);
    if (alike > pairsOf(sequences.size) / 2) inOrder += 1;
  }
  return inOrder > differing / 2;
});

type Words = readonly [sequence: string, bag: string];

/** Of each variant's answers to a case: kept with it, because a run that goes on is scored again and again. */
const wordsOfCase = memoise(({ outputs }: CaseRow): ReadonlyMap<string, readonly Words[]> => {
  const wordsOf = memoiseText(wordsAndBag);
  const byVariant = Map.groupBy(outputs.filter(isAnswered), ({ variant }) => variant);
  return new Map(
    [...byVariant].map(([id, own]) => [
      id,
      own.map(({ text, extracted }) => wordsOf(extracted ?? text)),
    ]),
  );
});

/** Its words as they stand, and sorted; a short text is a value, compared as it stands. */
function wordsAndBag(text: string): Words {
  const words = answerWords(text);
  return [words.join(' '), shortValue(text) ?? words.toSorted().join(' ')];
}

const pairsOf = (things: number): number => (things * (things - 1)) / 2;
