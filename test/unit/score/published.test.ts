/**
 * MaxP, AvgP and CPS as published, from the accuracies of each paraphrase: two tasks of BIG-bench Lite with the paraphrases of Sun
 * et al., as they stand in the repository of Mizrahi et al. (TACL 2024), SLAB-NLP/Multi-Prompt-LLM-Evaluation, "data". Models with
 * a missing accuracy are left out: there it counts as 0.
 */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scoreAnswers } from '../../../src/core/score/scoreAnswers.js';
import { scoreInput } from '../../support/observations.js';

const IDS = { MaxP: 'maxP', AvgP: 'avgP', CPS: 'cps' } as const;

/** How many cases an accuracy can be a share of, to the six digits that were kept. */
function casesOf(accuracies: readonly number[], candidates: readonly number[]): number {
  const fits = (n: number) =>
    accuracies.every((each) => Math.abs(each * n - Math.round(each * n)) < 1e-4);
  return candidates.find(fits) as number;
}

describe.each([
  ['hindu_knowledge', [175, 176]],
  ['novel_concepts', [32]],
])('the published values of %s', (task, candidates) => {
  const [head, ...lines] = readFileSync(`test/fixtures/published/${task}.csv`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  const models = (head as string[]).slice(1);
  const published = new Map(lines.map(([name, ...values]) => [name as string, values.map(Number)]));
  const paraphrases = lines.filter(([name]) => !Object.hasOwn(IDS, name as string));

  it.each(models)('are found for %s', (model) => {
    const at = models.indexOf(model);
    const accuracies = paraphrases.map(([, ...values]) => Number(values[at]));
    const n = casesOf(accuracies, candidates);
    const cases = Array.from({ length: n }, (_, place) =>
      accuracies.map((accuracy) => [place < Math.round(accuracy * n) ? 1 : 0]),
    );
    const scores = scoreAnswers(scoreInput(cases), { only: new Set(Object.values(IDS)) });
    for (const [name, id] of Object.entries(IDS))
      expect(scores.metrics[id]?.value, name).toBeCloseTo(published.get(name)?.[at] as number, 6);
  });
});
