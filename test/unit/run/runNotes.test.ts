import { describe, expect, it } from 'vitest';
import type { CompletedOutcome, Outcome } from '../../../src/core/run/outcome.js';
import { failureNotes, usageNotes } from '../../../src/core/run/runNotes.js';

const completed = (part: Partial<CompletedOutcome> = {}): Outcome => ({
  variant: 'original',
  shots: 'file',
  case: '1',
  repeat: 1,
  status: 'completed',
  text: 'x',
  finishReason: 'stop',
  tokens: null,
  usage: { promptTokens: 1, completionTokens: 1, cachedTokens: null },
  latencyMs: 1,
  ttftMs: null,
  servedBy: 'model-a',
  cached: false,
  requests: 1,
  ...part,
});
const failed: Outcome = {
  variant: 'original',
  shots: 'file',
  case: '1',
  repeat: 1,
  status: 'failed',
  error: 'e',
  requests: 1,
};

describe('what a reader should know of a run', () => {
  it('is that tokens are estimated', () => {
    const usage = {
      promptTokens: 1,
      completionTokens: 1,
      cachedTokens: null,
      estimated: true as const,
    };
    expect(usageNotes([completed(), completed({ usage })])).toHaveLength(1);
    expect(usageNotes([completed()])).toEqual([]);
  });

  it('is that more than one call in twenty failed', () => {
    expect(failureNotes([...Array(18).fill(completed()), failed, failed])).toEqual([
      { code: 'failed-calls', params: { failed: 2, tried: 20 } },
    ]);
    expect(failureNotes([...Array(19).fill(completed()), failed])).toEqual([]);
  });
});
