/** The answers the headline is made of: to its few-shot configuration, of the wordings that count. */

import { headlineShots } from '../../variants/shots/configuration.js';
import { isCounted } from '../../variants/variant.js';
import type { Report, ReportOutcome } from './schema.js';

export function headlineAnswers({ outcomes, variants, plan }: Report): ReportOutcome[] {
  const shots = headlineShots(plan.shots);
  const counted = new Set(variants.filter(isCounted).map(({ id }) => id));
  return outcomes.filter(
    (each) => each.status === 'completed' && each.shots === shots && counted.has(each.variant),
  );
}
