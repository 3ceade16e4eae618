/** Every answer of a run, each text once for each case, with the cells that gave it. */

import { headlineShots } from '../variants/shots/configuration.js';
import type { Report, ReportOutcome } from '../studies/sensitivity/schema.js';
import { variantName } from '../say/figures.js';
import { shotsName } from '../words/planWords.js';

export interface GivenAnswer {
  readonly text: string;
  /** What was written before it, the first time it was given; null where nothing was. */
  readonly reasoning: string | null;
  /** What came of its checks. */
  readonly checks: NonNullable<ReportOutcome['checks']>;
  /** For instance `Original` or `Format 1, 3 examples`, with the number of answers. */
  readonly by: ReadonlyMap<string, number>;
}

/** By case id, in the order of the report's outcomes. Cases without any answer are not in it. */
export function givenAnswers({
  outcomes,
  plan,
}: Report): ReadonlyMap<string, readonly GivenAnswer[]> {
  const headline = headlineShots(plan.shots);
  const byCase = new Map<string, Map<string, Map<string, number>>>();
  const firsts = new Map<string, ReportOutcome>();
  for (const outcome of outcomes) {
    const { status, text, variant, shots, case: caseId } = outcome;
    if (status !== 'completed') continue;
    entry(firsts, JSON.stringify([caseId, text ?? '']), () => outcome);
    const texts = entry(byCase, caseId, () => new Map<string, Map<string, number>>());
    const by = entry(texts, text ?? '', () => new Map<string, number>());
    const name =
      shots === headline ? variantName(variant) : `${variantName(variant)}, ${shotsName(shots)}`;
    by.set(name, (by.get(name) ?? 0) + 1);
  }
  return new Map(
    [...byCase].map(([caseId, texts]) => [
      caseId,
      [...texts].map(([text, by]) => {
        const first = firsts.get(JSON.stringify([caseId, text]));
        return { text, by, reasoning: first?.reasoning ?? null, checks: first?.checks ?? [] };
      }),
    ]),
  );
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
