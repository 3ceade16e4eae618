/** The two answers to one case whose words differ most: what a comparison of words has to show for itself. */

import { isAnswered } from '../answers/answer.js';
import { normaliseAnswer } from '../text/normalise.js';
import { headlineScope } from './grid.js';
import type { ScoreInput } from './scoreInput.js';

export interface FurthestApart {
  readonly case: string;
  /** Variants whose first answers these are. */
  readonly a: string;
  readonly b: string;
  /** Cases in which any two answers are not the same text, of all. */
  readonly differing: number;
  readonly cases: number;
}

/** Null where every case has one text, however it is worded. The same words in another order are at no distance, yet differ. */
export function furthestApart(input: ScoreInput): FurthestApart | null {
  const { grid, variants } = headlineScope(input);
  let [differing, largest] = [0, -1];
  let found: Pick<FurthestApart, 'case' | 'a' | 'b'> | null = null;
  for (const row of grid.rows) {
    const { matrix, groups } = grid.answers(row, variants);
    const outputs = row.outputs.filter(isAnswered);
    const first = variants.flatMap((id, index) => {
      const own = outputs.find(({ variant }) => variant === id);
      const at = groups[index]?.[0];
      return own && at !== undefined ? [{ id, at, text: normaliseAnswer(own.text) }] : [];
    });
    const counted = outputs.filter(({ variant }) => variants.includes(variant));
    const texts = new Set(counted.map(({ text }) => normaliseAnswer(text)));
    if (texts.size > 1) differing += 1;
    for (const [index, one] of first.entries()) {
      for (const other of first.slice(index + 1)) {
        const distance = matrix.values[one.at * matrix.size + other.at] ?? 0;
        if (one.text === other.text || distance <= largest) continue;
        largest = distance;
        found = { case: row.case, a: one.id, b: other.id };
      }
    }
  }
  return found && { ...found, differing, cases: grid.rows.length };
}
