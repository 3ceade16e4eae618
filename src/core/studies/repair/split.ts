/** Which cases a change is chosen on, and which it is measured on: never the same. */

import { randomFrom } from '../../numbers/random.js';
import type { Case } from '../../prompt/prompt.js';
import { answerKey } from '../../variants/shots/alikeness.js';

/** Fewer cases cannot both choose and measure. */
export const MIN_CASES = 40;
/** From here on one half chooses and the other measures; below, each half measures what the other chose. */
const HALVES_FROM = 80;
const FOLDS = 2;
/** After each the worse part of the candidates is dropped. */
export const ROUNDS = 3;

export type Split =
  | {
      readonly kind: 'halves';
      /** Case ids of each round of the search. */
      readonly rounds: readonly (readonly string[])[];
      readonly heldOut: readonly string[];
    }
  | { readonly kind: 'folds'; readonly folds: readonly (readonly string[])[] };

/** `of`: cases the prompt has, some of which may be shown as examples and are not in `cases`. */
export function splitCases(cases: readonly Case[], of: number, seed: number): Split {
  if (of < HALVES_FROM) return { kind: 'folds', folds: dealt(cases, FOLDS, seed) };
  const [search = [], heldOut = []] = dealt(cases, 2, seed);
  const inSearch = new Set(search);
  const rounds = dealt(
    cases.filter(({ id }) => inSearch.has(id)),
    ROUNDS,
    seed,
  );
  return { kind: 'halves', rounds, heldOut };
}

/** Ids in so many parts of equal size, each with the same share of every expected answer. */
function dealt(cases: readonly Case[], parts: number, seed: number): readonly string[][] {
  const shuffled = randomFrom('repair', 'split', seed, parts).shuffle(cases);
  const sorted = [...Map.groupBy(shuffled, answerKey).values()].flat();
  return Array.from({ length: parts }, (_, part) =>
    sorted.filter((_, at) => at % parts === part).map(({ id }) => id),
  );
}
