/** A study may plan a later pass by what earlier ones found. */

import { describe, expect, it } from 'vitest';
import { designRun, plannedTrials, type Design } from '../../../src/core/plan/design.js';
import type { RunResult } from '../../../src/core/run/runPlan.js';
import type { Study } from '../../../src/core/study.js';
import { studyResult, resultSchema } from '../../../src/core/studies/studyResult.js';
import { onlyThese, originalOf } from '../../../src/core/variants/makeVariants.js';
import * as z from 'zod';
import { completion, fakeProvider } from '../../support/fakes.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';
import { endpointOn, studied } from '../../support/studies.js';

const prompt = promptFrom(TRIAGE);
const endpoint = { model: 'm', price: null, concurrency: 1, recordedAt: null };

interface Rounds extends Design {
  readonly planOn: (caseIds: readonly string[]) => Design['plan'];
}

/** Asks two cases, and then those that `next` names. */
const rounds = (next: (earlier: readonly RunResult[]) => readonly string[] | null) =>
  ({
    id: 'rounds',
    design: (_, { settings }) => {
      const on = (caseIds: readonly string[]) =>
        designRun(
          { prompt, settings: { ...settings, repeats: 1, caseIds } },
          onlyThese([originalOf(prompt)]),
          endpoint,
        );
      return Promise.resolve({
        ...on(['1', '2']),
        passes: [{ concurrency: null }, { concurrency: null, trials: 3 }],
        planOn: (caseIds) => on(caseIds).plan,
      });
    },
    planOf(design, earlier) {
      const caseIds = next(earlier);
      return Promise.resolve(caseIds && design.planOn(caseIds));
    },
    score: () => null,
    measure: ({ run }) => studyResult('rounds', run, { findings: {}, notes: [] }),
    schema: resultSchema('rounds', z.object({})),
    words: () => {
      throw new Error('not shown');
    },
  }) satisfies Study<Rounds, null, ReturnType<typeof studyResult<object>>>;

describe('a run in rounds', () => {
  it('asks in a later round what the earlier ones led to', async () => {
    const provider = fakeProvider(() => completion('bug'));
    const { result, outcomes, design } = await studied(
      rounds(([first]) =>
        first?.outcomes.every((each) => each.status === 'completed') ? ['5', '6', '7'] : null,
      ),
      prompt,
      endpointOn(provider),
    );
    expect(plannedTrials(design)).toBe(5);
    expect(outcomes.map((each) => each.case).sort()).toEqual(['1', '2', '5', '6', '7']);
    expect(result.plan.trials).toBe(5);
    expect(result.totals).toMatchObject({ planned: 5, completed: 5 });
  });

  it('ends where nothing more is to be asked', async () => {
    const provider = fakeProvider(() => completion('bug'));
    const { result } = await studied(
      rounds(() => null),
      prompt,
      endpointOn(provider),
    );
    expect(provider.calls).toBe(2);
    expect(result).toMatchObject({ plan: { trials: 2 }, stopped: null });
  });

  it('keeps to one budget over all rounds', async () => {
    const provider = fakeProvider(() => completion('bug'));
    const { result } = await studied(
      rounds(() => ['5', '6', '7']),
      prompt,
      endpointOn(provider),
      { overrides: { budgetCalls: 4 } },
    );
    expect(provider.calls).toBe(4);
    expect(result.stopped).toBe('budget');
  });
});
