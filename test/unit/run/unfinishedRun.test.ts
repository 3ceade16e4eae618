import { describe, expect, it } from 'vitest';
import type { Design } from '../../../src/core/plan/design.js';
import { trialKey } from '../../../src/core/plan/trial.js';
import type { Outcome } from '../../../src/core/run/outcome.js';
import { endpointFacts } from '../../../src/core/run/runFacts.js';
import { unfinishedFacts } from '../../../src/core/run/unfinishedRun.js';
import { resultOf } from '../../../src/core/study.js';
import { sensitivity } from '../../../src/core/studies/sensitivity/sensitivity.js';
import { completion, fakeProvider } from '../../support/fakes.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';
import { endpointOn, tested } from '../../support/studies.js';

const COUNTS = { variants: { persona: 1, politeness: 1 } };
const endpointOf = (answer: (call: number) => string) =>
  endpointOn(fakeProvider((_request, _context, call) => completion(answer(call))));

async function run() {
  const endpoint = endpointOf((call) => (call % 3 === 0 ? 'billing' : 'bug'));
  const { design, report, outcomes } = await tested(promptFrom(TRIAGE), endpoint, COUNTS);
  const soFar = (known: readonly Outcome[], of: Design = design) =>
    resultOf(
      sensitivity,
      of,
      unfinishedFacts(of, new Map(known.map((each) => [trialKey(each), each])), {
        endpoint: endpointFacts(endpoint),
        startedAt: new Date(report.startedAt),
        completeCases: true,
      }),
    );
  return { design, outcomes, report, soFar };
}

describe('the report of a run in progress', () => {
  it('covers the complete cases only, and shows every answer there is', async () => {
    const { outcomes, soFar } = await run();
    const half = outcomes.slice(0, outcomes.length - 3);
    const report = soFar(half);
    const complete = report.cases.filter(({ accuracy }) => accuracy !== null);
    expect(complete.length).toBeLessThan(report.cases.length);
    expect(report.totals.completed).toBe(half.length);
    expect(report.verdict.code).toBe('inconclusive');
    for (const { id } of complete)
      expect(
        report.outcomes.filter((each) => each.case === id && each.status === 'skipped'),
      ).toEqual([]);
  });

  it('is the same whether its answers were scored before or not', async () => {
    const { design, outcomes, soFar } = await run();
    for (let known = 4; known < outcomes.length; known += 4) soFar(outcomes.slice(0, known));
    const again = soFar(outcomes);
    // Another design object has no memo of earlier results.
    const scratch = soFar(outcomes, { ...design });
    expect(again).toEqual(scratch);
  });

  it('is the report itself when everything is there', async () => {
    const { outcomes, report, soFar } = await run();
    expect(soFar(outcomes)).toEqual({ ...report, wallMs: 0 });
  });

  it('of chosen variants alone holds the original and these', async () => {
    const prompt = promptFrom(TRIAGE);
    const endpoint = endpointOf(() => 'bug');
    const only = (variantIds: string[]) => tested(prompt, endpoint, { ...COUNTS, variantIds });
    const { design } = await only(['persona-1']);
    expect(design.plan.variants.map(({ id }) => id)).toEqual(['original', 'persona-1']);
    await expect(only(['nobody'])).rejects.toThrow(
      'Unknown variant nobody. Variants: persona-1, politeness-1.',
    );
  });
});
