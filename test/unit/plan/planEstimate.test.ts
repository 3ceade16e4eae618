import { describe, expect, it } from 'vitest';
import { estimatePlan } from '../../../src/core/plan/planEstimate.js';
import { makeVariants } from '../../../src/core/variants/makeVariants.js';
import { planFor } from '../../support/plans.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';

const NOTHING = { paraphrases: 0, variants: 0 };

async function estimate({
  awaited = NOTHING,
  embeds = false,
  judgePrice = 1,
  parameters = {},
  prompt = promptFrom(TRIAGE),
} = {}) {
  const options = { counts: { format: 1 }, seed: 1, frozen: null, ask: null };
  const { variants } = await makeVariants(prompt, options);
  const plan = planFor(prompt, { variants, repeats: 2 });
  const price = { input: 1, output: 1 };
  const judge = { price: { input: judgePrice, output: judgePrice }, parameters };
  return { plan, found: estimatePlan(plan, { price, judge, awaited, embeds }) };
}

describe('the estimate of a plan', () => {
  it('counts the trials when no paraphrase is missing', async () => {
    const { plan, found } = await estimate();
    expect(found).toMatchObject({ calls: plan.trials.length, paraphraseCalls: 0 });
  });

  it('counts the calls for missing paraphrases and the trials they add', async () => {
    const { plan, found } = await estimate({ awaited: { paraphrases: 2, variants: 2 } });
    // Four attempts of one call to write and two to judge; two variants become four.
    expect(found.paraphraseCalls).toBe(12);
    expect(found.calls).toBe(2 * plan.trials.length + 12);
  });

  it('counts embeddings, and prices what is not a trial as the judge’s', async () => {
    const awaited = { paraphrases: 1, variants: 0 };
    const { found } = await estimate({ awaited, embeds: true });
    expect(found.paraphraseCalls).toBe(12);
    const { found: dear } = await estimate({ awaited, embeds: true, judgePrice: 10 });
    expect(dear.costUsd).toBeGreaterThan(found.costUsd ?? Infinity);
  });

  it('lets a judge that may write more take all of it', async () => {
    const prompt = promptFrom(
      `${TRIAGE}sensitivity:\n  checks: [{ name: polite, rubric: Is polite. }]\n`,
    );
    const judgements = async (parameters: Record<string, number>) => {
      const { found } = await estimate({ prompt, parameters });
      return found;
    };
    const usual = await judgements({});
    expect(usual.judgeCalls).toBeGreaterThan(0);
    const reasoning = await judgements({ max_completion_tokens: 4000 });
    // A usual reply is taken to have 100 tokens.
    expect(reasoning.completionTokens - usual.completionTokens).toBe(3900 * usual.judgeCalls);
    expect(await judgements({ max_tokens: 50 })).toEqual(usual);
  });
});
