import { expect, it } from 'vitest';
import { readAnswers } from '../../../src/core/answers/readAnswers.js';
import type { CompletedOutcome } from '../../../src/core/run/outcome.js';

const outcome = (caseId: string, text: string, repeat = 1): CompletedOutcome => ({
  ...{ variant: 'original', shots: 'file', case: caseId, repeat, status: 'completed', text },
  ...{ finishReason: 'stop', tokens: null, usage: null, latencyMs: 1, ttftMs: null },
  ...{ servedBy: null, cached: false, requests: 1 },
});
const tested = (id: string, expected: string | null) => ({ id, inputs: {}, expected, range: null });
const shape = { kind: 'label', labels: ['bug', 'idea'], path: null } as const;
const scoresOf = (outcomes: readonly CompletedOutcome[], expected: Record<string, string | null>) =>
  readAnswers(
    outcomes,
    {
      ...{ checks: [], tools: [] },
      cases: Object.entries(expected).map(([id, each]) => tested(id, each)),
    },
    { shape, costOf: () => null },
  ).map(({ answer, score }) => [answer, score]);

it('an answer that is given to several cases is held against what each of them expects', () => {
  const outcomes = [outcome('1', 'Bug.'), outcome('2', 'Bug.'), outcome('3', 'Bug.')];
  expect(scoresOf(outcomes, { 1: 'bug', 2: 'idea', 3: null })).toEqual([
    ['bug', 1],
    ['bug', 0],
    ['bug', null],
  ]);
});

it('different answers to cases that expect the same are read one by one', () => {
  const outcomes = [outcome('1', 'idea'), outcome('1', 'bug', 2), outcome('2', 'idea')];
  expect(scoresOf(outcomes, { 1: 'bug', 2: 'bug' })).toEqual([
    ['idea', 0],
    ['bug', 1],
    ['idea', 0],
  ]);
});
