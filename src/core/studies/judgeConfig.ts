/** How far a judge can be relied on, beside what it says: its own sensitivity (METRICS 13.4). */

import type { Answer } from '../answers/answer.js';
import { meanOrNull } from '../numbers/describe.js';
import { percent } from '../say/figures.js';
import type { Say } from '../say/say.js';

/** Of what was judged again: the shares of decisions that stayed, in the same words and in others; absent where nothing was. */
export function judgeConfig(
  again: readonly NonNullable<Answer['judgedAgain']>[],
): Record<string, string | number> {
  const agreement = Object.entries({
    reworded: meanOrNull(again.map(({ reworded }) => reworded)),
    repeated: meanOrNull(again.map(({ repeated }) => repeated)),
  }).filter((entry): entry is [string, number] => entry[1] !== null);
  return { method: 'grades of a judge, 1 to 5', ...Object.fromEntries(agreement) };
}

/** Nothing where nothing was judged again. */
export const judgeStaysText = (
  { reworded }: Readonly<Record<string, unknown>>,
  say: Say,
): string =>
  typeof reworded === 'number'
    ? `; ${say('asked in other words, it decides the same in {share}', { share: percent(reworded) })}`
    : '';
