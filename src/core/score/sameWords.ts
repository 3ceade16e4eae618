/** Where a bag of words cannot see what differs: "our team, not the vendor" and "the vendor, not our team" hold the same. */

import { isAnswered } from '../answers/answer.js';
import { answerWords } from '../text/answerWords.js';
import { memoise } from '../text/memoise.js';
import { shortValue } from './distance.js';
import type { Scope } from './grid.js';

/**
 * Whether in most cases with different answers most pairs of these hold the same words in another order. Their distance of words
 * is then 0 whatever they say, and a mean of it is no measure of how far they are apart.
 */
export const differInOrder = memoise(({ grid, variants }: Scope): boolean => {
  let [differing, inOrder] = [0, 0];
  for (const row of grid.rows) {
    const texts = new Set(
      variants.flatMap((id) =>
        row.cell(id).flatMap((each) => (isAnswered(each) ? [each.extracted ?? each.text] : [])),
      ),
    );
    const sequences = new Map([...texts].map((text) => wordsAndBag(text)));
    if (sequences.size < 2) continue;
    differing += 1;
    let alike = 0;
    for (const same of Map.groupBy(sequences.values(), (bag) => bag).values())
      alike += pairsOf(same.length);
    if (alike > pairsOf(sequences.size) / 2) inOrder += 1;
  }
  return inOrder > differing / 2;
});

/** Its words as they stand, and sorted; a short text is a value, compared as it stands. */
function wordsAndBag(text: string): readonly [string, string] {
  const words = answerWords(text);
  return [words.join(' '), shortValue(text) ?? words.toSorted().join(' ')];
}

const pairsOf = (things: number): number => (things * (things - 1)) / 2;
