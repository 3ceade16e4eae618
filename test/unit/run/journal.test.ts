import { describe, expect, it } from 'vitest';
import { journalOn, readJournal } from '../../../src/core/run/journal.js';
import type { CompletedOutcome, FailedOutcome } from '../../../src/core/run/outcome.js';
import { memoryLog } from '../../support/fakes.js';

const ADDRESS = { variant: 'original', shots: 'file', case: '1', repeat: 1 };
const COMPLETED: CompletedOutcome = {
  ...ADDRESS,
  status: 'completed',
  text: 'bug',
  finishReason: 'stop',
  tokens: [{ text: 'bug', logprob: -0.1, top: [{ text: 'bill', logprob: -2 }] }],
  usage: { promptTokens: 10, completionTokens: 1, cachedTokens: null, estimated: true },
  latencyMs: 12.5,
  ttftMs: null,
  servedBy: 'm fp',
  cached: false,
  requests: 2,
  grades: [{ check: 'tone', score: 1, again: true, repeated: null, reworded: [0.5, null] }],
  similarities: [{ text: 'x', cosine: null }],
};
const FAILED: FailedOutcome = {
  ...ADDRESS,
  case: '2',
  status: 'failed',
  error: 'HTTP 500',
  requests: 5,
  earlier: { requests: 2, usage: null },
};

describe('a journal', () => {
  it('gives back what was written, but for skipped trials', async () => {
    const log = memoryLog(['header']);
    const journal = journalOn(log);
    await journal.write(COMPLETED);
    await journal.write(FAILED);
    await journal.write({ ...ADDRESS, status: 'skipped', reason: 'budget' });
    await journal.writeAuxiliary({
      ...{ requests: 1, promptTokens: 2, completionTokens: 3, cachedTokens: 0 },
    });
    expect(readJournal(log.lines)).toEqual([COMPLETED, FAILED]);
  });

  it('gives back what came last of a trial that was asked again', () => {
    const again = { ...COMPLETED, case: '2' };
    const lines = [FAILED, COMPLETED, again].map((each) => JSON.stringify(each));
    expect(readJournal(['header', ...lines])).toEqual([COMPLETED, again]);
  });

  it.each([
    ['without its text', { text: undefined }],
    ['with a number for a text', { text: 3 }],
    ['with tokens that are none', { tokens: [{ text: 'bug' }] }],
    ['with half a usage', { usage: { promptTokens: 1 } }],
    ['without its requests', { requests: undefined }],
    ['with a repeat that is none', { repeat: 0 }],
    ['with a score beyond 1', { grades: [{ ...COMPLETED.grades?.[0], score: 2 }] }],
    ['with another status', { status: 'skipped' }],
  ])('skips an outcome %s, so that its call is made again', (_, damage) => {
    const lines = ['header', JSON.stringify({ ...COMPLETED, ...damage }), JSON.stringify(FAILED)];
    expect(readJournal(lines)).toEqual([FAILED]);
  });
});
