import { describe, expect, it } from 'vitest';
import { createEvaluation } from '../../../src/core/evaluate.js';
import { resolveRunSettings, type RunSettings } from '../../../src/core/plan/runSettings.js';
import type { Outcome } from '../../../src/core/run/outcome.js';
import { completion, fakeClock, fakeProvider } from '../../support/fakes.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';

const COUNTS = { variants: { persona: 1, politeness: 1 } };

function evaluationOf(settings: RunSettings, answer: (call: number) => string) {
  const provider = fakeProvider((_request, _context, call) => completion(answer(call)));
  const endpoint = { provider, model: 'm', price: null, concurrency: 1, recordedAt: null };
  const { signal } = new AbortController();
  const ports = { endpoint, cache: null, clock: fakeClock(), signal, frozen: null };
  return createEvaluation(ports, settings.budget);
}

async function run() {
  const prompt = promptFrom(TRIAGE);
  const settings = resolveRunSettings(prompt, {}, COUNTS);
  const evaluation = evaluationOf(settings, (call) => (call % 3 === 0 ? 'billing' : 'bug'));
  const preparation = await evaluation.prepare(prompt, settings, { askForParaphrases: false });
  const outcomes: Outcome[] = [];
  const report = await evaluation.run(preparation, {
    journal: null,
    earlier: [],
    onOutcome: (outcome) => outcomes.push(outcome),
  });
  return { evaluation, preparation, outcomes, report };
}

describe('the report of a run that goes on', () => {
  it('covers the complete cases only, and shows every answer there is', async () => {
    const { evaluation, preparation, outcomes } = await run();
    const half = outcomes.slice(0, outcomes.length - 3);
    const report = evaluation.reportSoFar(preparation, half, { completeCases: true });
    const complete = report.cases.filter(({ accuracy }) => accuracy !== null);
    expect(complete.length).toBeLessThan(report.cases.length);
    expect(report.totals.completed).toBe(half.length);
    expect(report.verdict.word).toBe('Cannot be told yet');
    for (const { id } of complete)
      expect(
        report.outcomes.filter((each) => each.case === id && each.status === 'skipped'),
      ).toEqual([]);
  });

  it('is the same whether its answers were scored before or not', async () => {
    const { evaluation, preparation, outcomes } = await run();
    const how = { completeCases: true };
    for (let known = 4; known < outcomes.length; known += 4)
      evaluation.reportSoFar(preparation, outcomes.slice(0, known), how);
    const again = evaluation.reportSoFar(preparation, outcomes, how);
    const scratch = evaluation.reportSoFar(
      preparation,
      outcomes.map((each) => ({ ...each })),
      how,
    );
    expect({ ...again, wallMs: 0 }).toEqual({ ...scratch, wallMs: 0 });
  });

  it('is the report itself when everything is there', async () => {
    const { evaluation, preparation, outcomes, report } = await run();
    const again = evaluation.reportSoFar(preparation, outcomes, { completeCases: true });
    expect({ ...again, wallMs: 0 }).toEqual({ ...report, wallMs: 0 });
  });

  it('of chosen wordings alone holds the original and these', async () => {
    const prompt = promptFrom(TRIAGE);
    const settings = resolveRunSettings(prompt, {}, { ...COUNTS, variantIds: ['persona-1'] });
    const evaluation = evaluationOf(settings, () => 'bug');
    const { plan } = await evaluation.prepare(prompt, settings, { askForParaphrases: false });
    expect(plan.variants.map(({ id }) => id)).toEqual(['original', 'persona-1']);
    await expect(
      evaluation.prepare(
        prompt,
        { ...settings, variantIds: ['nobody'] },
        { askForParaphrases: false },
      ),
    ).rejects.toThrow('There is no variant nobody. Variants: persona-1, politeness-1.');
  });
});
