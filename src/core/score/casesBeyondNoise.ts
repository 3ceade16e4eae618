/** How many cases move with the wording for certain: each tested alone, as many false findings allowed as METRICS 12.7a says. */

import { memoise } from '../text/memoise.js';
import { randomFrom } from '../numbers/random.js';
import { caseEffects, headlineScope, type Scope } from './grid.js';
import type { CaseRow } from './caseRow.js';
import { headlineMeasure } from './scoreAnswers.js';
import type { ScoreInput } from './scoreInput.js';
import { benjaminiHochberg } from './statistics/benjaminiHochberg.js';
import { permutationP } from './statistics/permutation.js';

/** At most this share of the cases counted is expected to be noise. */
const FALSE_DISCOVERIES = 0.1;

/** Of the headline scope. On a deterministic server every difference counts: there is no noise to mistake for it. */
export function casesBeyondNoise(input: ScoreInput): number {
  const scope = headlineScope(input);
  const measure = headlineMeasure(input);
  const effects = caseEffects(scope, measure);
  if (scope.deterministic) return effects.filter(({ cross }) => (cross ?? 0) > 0).length;
  const rows = scope.grid.rows.filter((_, at) => effects[at]?.excess != null);
  const p = rows.map((row) => ownP({ row, scope, measure, seed: input.seed }));
  return benjaminiHochberg(p).filter((each) => each <= FALSE_DISCOVERIES).length;
}

interface Tested {
  readonly row: CaseRow;
  readonly scope: Scope;
  readonly measure: ReturnType<typeof headlineMeasure>;
  readonly seed: number;
}

/** A row never changes, so that what was drawn for it holds as long as the same wordings are compared. */
const knownOf = memoise((_row: CaseRow) => new Map<string, number>());

function ownP({ row, scope: { grid, variants }, measure, seed }: Tested): number {
  const known = knownOf(row);
  const name = [measure, seed, ...variants].join('\n');
  const p =
    known.get(name) ??
    permutationP([grid[measure](row, variants)], randomFrom('case', seed, row.id)) ??
    1;
  known.set(name, p);
  return p;
}
