import { describe, expect, it } from 'vitest';
import { ADVICE_CODES } from '../../../src/core/studies/sensitivity/adviceWords.js';
import { adviceButtons, robustButton } from '../../../webview/adviceButtons.js';

const can = { canResume: true, canCompareShots: true, canSuggestCases: true };
const advice = (code: string, part: { shots?: string; variant?: string } = {}) => ({
  ...{ code, shots: null, variant: null },
  ...part,
});
const textsOf = (code: string, part: Parameters<typeof advice>[1] = {}, how = can) =>
  adviceButtons([advice(code, part)], how).map(({ text }) => text);

/** Advice to leave the prompt as it is. */
const TO_LEAVE = ['nothing-to-change', 'keep-original'];

describe('an advice', () => {
  it.each(ADVICE_CODES.filter((code) => !TO_LEAVE.includes(code)))('%s has a button', (code) => {
    expect(textsOf(code)).toHaveLength(1);
    const nothing = { canResume: false, canCompareShots: false, canSuggestCases: false };
    expect(textsOf(code, {}, nothing)).toHaveLength(1);
  });

  it.each(TO_LEAVE)('%s has none', (code) => {
    expect(textsOf(code)).toEqual([]);
  });

  it('leads to what it advises', () => {
    expect(textsOf('more-cases-would-tell')).toEqual(['Suggest cases…']);
    expect(textsOf('too-dear-to-decide')).toEqual(['Open the prompt']);
    expect(textsOf('compare-meanings')).toEqual(['Compare meanings']);
    expect(textsOf('examples-may-help')).toEqual(['Compare shots']);
    expect(textsOf('fix-failing-calls', {}, { ...can, canResume: false })).toEqual(['Run again']);
    expect(adviceButtons([advice('add-examples', { shots: '3' })], can)[0]?.message).toEqual({
      ...{ kind: 'addExamples', shots: '3' },
    });
    expect(
      adviceButtons([advice('better-variant', { variant: 'format-1' })], can)[0]?.message,
    ).toEqual({ kind: 'applyWording', variant: 'format-1' });
  });

  it('of a sensitive or fragile prompt is joined by a way out', () => {
    expect(robustButton('fragile')).toMatchObject({
      message: { kind: 'runStudy', study: 'repair' },
    });
    expect(robustButton('sensitive')?.text).toBe('Make it robust…');
    expect(robustButton('stable')).toBeNull();
    expect(robustButton('inconclusive')).toBeNull();
  });

  it('says a button once', () => {
    expect(adviceButtons([advice('add-cases'), advice('more-cases-would-tell')], can)).toHaveLength(
      1,
    );
  });
});
