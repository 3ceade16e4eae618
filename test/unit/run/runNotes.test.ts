import { describe, expect, it } from 'vitest';
import type { CompletedOutcome, Outcome } from '../../../src/core/run/outcome.js';
import { english } from '../../../src/core/say/say.js';
import { noteText } from '../../../src/core/words/notes.js';
import { note } from '../../../src/core/text/note.js';
import { callNotes, emptyNotes, failureNotes } from '../../../src/core/run/runNotes.js';

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
    expect(callNotes([completed(), completed({ usage })])).toHaveLength(1);
    expect(callNotes([completed()])).toEqual([]);
  });

  it('is that most answers are empty, but not of those that were cut', () => {
    const empty = completed({ text: ' ' });
    expect(emptyNotes([completed(), empty, empty])).toEqual([
      { code: 'empty-answers', params: { answers: 2, of: 3 } },
    ]);
    expect(emptyNotes([completed(), empty])).toEqual([]);
    expect(emptyNotes([completed({ text: '', finishReason: 'length' })])).toEqual([]);
  });

  it('is how many calls failed, in which variants, and why', () => {
    const polite = { ...failed, variant: 'polite', failure: 'server' as const, httpStatus: 500 };
    const notes = failureNotes([completed(), completed(), failed, polite, polite]);
    expect(notes[0]).toEqual({
      code: 'failed-calls',
      params: {
        failed: 3,
        tried: 5,
        variants: [
          ['polite', 2],
          ['original', 1],
        ],
        reasons: [
          ['HTTP 500', 2],
          ['unknown', 1],
        ],
        message: 'e',
      },
    });
    expect(failureNotes([completed()])).toEqual([]);
  });

  it('says so in one sentence with numbers and their base', () => {
    const polite = { ...failed, variant: 'format-1', failure: 'server' as const, httpStatus: 500 };
    const [sentence] = failureNotes([
      ...Array<Outcome>(45).fill(completed()),
      polite,
      polite,
      polite,
    ]);
    expect(
      sentence && noteText({ ...sentence, params: { ...sentence.params, message: null } }, english),
    ).toBe(
      '3 of 48 calls failed (Format 1: 3; HTTP 500). They are excluded; this can bias the results.',
    );
  });

  it('names a variant and a case that were never answered, unless nothing was', () => {
    const polite = { ...failed, variant: 'polite' };
    const knife = { ...failed, case: 'knife' };
    const codes = failureNotes([completed(), polite, knife]).map(({ code, params }) => [
      code,
      params['variant'] ?? params['cases'] ?? null,
    ]);
    expect(codes).toEqual([
      ['failed-calls', null],
      ['no-answer-variant', 'polite'],
      ['no-answer-cases', ['knife']],
    ]);
    expect(failureNotes([polite, knife])).toHaveLength(1);
  });
});

describe('a long list of cases', () => {
  it('is told by its first ones and a number', () => {
    const cases = Array.from({ length: 500 }, (_, at) => String(at + 1));
    const text = noteText(note('no-answer-cases', { cases, left: 20 }), english);
    expect(text).toBe(
      'No call for 1, 2, 3, 4, 5, 6, 7, 8 and 492 more was answered: the numbers cover the other 20 cases.',
    );
  });
});
