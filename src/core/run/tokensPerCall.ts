import { totalTokens } from '../plan/callEstimate.js';
import { completedOf } from './accounting.js';
import type { RunFacts } from './runFacts.js';

/** Mean tokens of a call, prompt and answer, by few-shot configuration; null where the endpoint reports no usage. */
export function tokensPerCall({
  plan,
  result,
}: Pick<RunFacts, 'plan' | 'result'>): Record<string, number | null> {
  const completed = completedOf(result.outcomes);
  return Object.fromEntries(
    plan.shots.map((shots) => {
      const usages = completed.flatMap((each) =>
        each.shots === shots && each.usage ? [totalTokens(each.usage)] : [],
      );
      const sum = usages.reduce((total, each) => total + each, 0);
      return [shots, usages.length === 0 ? null : sum / usages.length];
    }),
  );
}
