/** What came of each case in a line: how many wordings had it right, how sure the model was. */

import { headlineShots } from '../variants/shots/configuration.js';
import { isCounted } from '../variants/variant.js';
import { mean } from '../numbers/describe.js';
import type { Report, ReportOutcome } from '../studies/sensitivity/schema.js';

export interface CaseResult {
  /** Wordings with a score, and those of them that were right; the first repeat of each. */
  readonly scored: number;
  readonly right: number;
  /** Different answers. */
  readonly answers: number;
  /** Mean; null where there is none. */
  readonly confidence: number | null;
}

/** Of the headline's wordings, by case id; a case without an answer is not in it. */
export function caseResults({ plan, variants, outcomes }: Report): Map<string, CaseResult> {
  const shots = headlineShots(plan.shots);
  const counted = new Set(variants.filter(isCounted).map(({ id }) => id));
  const first = outcomes.filter(
    (each) =>
      each.status === 'completed' &&
      each.repeat === 1 &&
      each.shots === shots &&
      counted.has(each.variant),
  );
  return new Map(
    [...Map.groupBy(first, (each) => each.case)].map(([id, own]) => [id, resultOf(own)]),
  );
}

function resultOf(own: readonly ReportOutcome[]): CaseResult {
  const sure = own.flatMap(({ confidence }) => (confidence === null ? [] : [confidence]));
  return {
    scored: own.filter(({ score }) => score !== null).length,
    right: own.filter(({ score }) => score === 1).length,
    answers: new Set(own.map(({ answer }) => answer)).size,
    confidence: sure.length > 0 ? mean(sure) : null,
  };
}
