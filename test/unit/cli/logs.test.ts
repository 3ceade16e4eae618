import { describe, expect, it } from 'vitest';
import { compareLogs, type RateDrift } from '../../../src/cli/logs/compareLogs.js';
import { readLogs } from '../../../src/cli/logs/readLogs.js';
import { compareSeen } from '../../../src/cli/logs/seenInputs.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';

const line = (value: unknown) => JSON.stringify(value);
const OTLP = line({
  resourceSpans: [
    {
      scopeSpans: [
        {
          spans: [
            {
              attributes: [
                { key: 'gen_ai.usage.input_tokens', value: { intValue: '40' } },
                { key: 'gen_ai.usage.output_tokens', value: { intValue: 2 } },
                {
                  key: 'gen_ai.output.messages',
                  value: {
                    stringValue: line([
                      { role: 'assistant', parts: [{ type: 'text', content: 'odd' }] },
                    ]),
                  },
                },
                { key: 'plumbline.confidence', value: { doubleValue: 0.7 } },
              ],
            },
            { attributes: [{ key: 'http.method', value: { stringValue: 'GET' } }] },
          ],
        },
      ],
    },
  ],
});

describe('a log', () => {
  it('leaves out the calls that Plumbline itself exported', () => {
    const mark = '{ "key": "plumbline.study", "value": { "stringValue": "sensitivity" } },';
    const own = OTLP.replace('"attributes":[', `"attributes":[${mark}`);
    expect(readLogs(`${OTLP}\n${own}`, 'log.jsonl')).toHaveLength(1);
  });

  it('is read from JSON lines, in the names of several tools', () => {
    const calls = readLogs(
      [
        line({ text: 'even', confidence: 0.9, usage: { total_tokens: 12 } }),
        '',
        line({ output: 'odd', prompt_tokens: 10, completion_tokens: 3, inputs: { n: '7' } }),
      ].join('\n'),
      'log.jsonl',
    );
    expect(calls).toMatchObject([
      { text: 'even', confidence: 0.9, tokens: 12 },
      { text: 'odd', confidence: null, tokens: 13, inputs: { n: '7' } },
    ]);
  });

  it('is read from OTLP, leaving out spans of something else', () => {
    expect(readLogs(OTLP, 'spans.json')).toMatchObject([
      { text: 'odd', confidence: 0.7, tokens: 42 },
    ]);
  });

  it('says where it is not a log', () => {
    expect(() => readLogs(`${line({ text: 'a' })}\nnot json`, 'log.jsonl')).toThrow(
      'log.jsonl:2 is not a JSON object.',
    );
    expect(() => readLogs('{}', 'log.jsonl')).toThrow('log.jsonl holds no logged call.');
  });
});

const range = (value: number, low: number, high: number) => ({ value, low, high, n: 100 });
const EXPECTED = {
  refusal: range(0.05, 0.02, 0.11),
  lowConfidence: range(0.2, 0.13, 0.29),
  groundedness: range(0.9, 0.8, 0.96),
  tokens: range(42, 40, 44),
};
const policy = { confidence: { min: 0.8, action: 'fallback' } } as const;
const compared = (calls: Parameters<typeof compareLogs>[0], expected = EXPECTED) =>
  new Map(
    compareLogs(calls, { policy, expected, refusals: ['UNKNOWN'] }).map((each) => [
      each.rate,
      each,
    ]),
  );
const call = (text: string, part: object = {}) => ({
  ...{ text, confidence: null, contexts: [], inputs: {}, tokens: null },
  ...part,
});
const many = <T>(n: number, value: T): T[] => Array.from({ length: n }, () => value);
const verdicts = (found: Map<string, RateDrift>) =>
  Object.fromEntries([...found].map(([rate, { verdict }]) => [rate, verdict]));

describe('rates of a log', () => {
  it('left their range where the intervals do not meet', () => {
    // 30 of 100 hold back: Wilson's interval is [.219, .396], above .11.
    const found = compared([...many(30, call('UNKNOWN')), ...many(70, call('even'))]);
    expect(found.get('refusal')).toMatchObject({
      verdict: 'left',
      observed: { value: 0.3, n: 100 },
    });
    expect(found.get('refusal')?.observed?.low).toBeCloseTo(0.2189, 4);
    expect(found.get('refusal')?.observed?.high).toBeCloseTo(0.3958, 4);
  });

  it('are inside, or too few to tell', () => {
    expect(
      compared([...many(5, call('UNKNOWN')), ...many(95, call('even'))]).get('refusal')?.verdict,
    ).toBe('inside');
    // 2 of 10: [.057, .510] meets [.02, .11].
    expect(
      compared([...many(2, call('UNKNOWN')), ...many(8, call('even'))]).get('refusal')?.verdict,
    ).toBe('unclear');
  });

  it('say what was not logged, and what was not expected', () => {
    expect(verdicts(compared(many(100, call('even'))))).toEqual({
      ...{ refusal: 'unclear', lowConfidence: 'not-logged' },
      ...{ groundedness: 'not-logged', tokens: 'not-logged' },
    });
    const nothing = { refusal: null, lowConfidence: null, groundedness: null, tokens: null };
    const [first] = compareLogs(many(3, call('a')), { policy, expected: nothing, refusals: [] });
    expect(first?.verdict).toBe('not-expected');
  });

  it('of confidence, groundedness and tokens are compared as well', () => {
    const contexts = [{ id: '1', text: 'The shop opens at nine.' }];
    const calls = [
      ...many(60, call('The shop opens at nine.', { contexts, confidence: 0.9, tokens: 60 })),
      ...many(40, call('Elephants fly south.', { contexts, confidence: 0.5, tokens: 61 })),
    ];
    const found = compared(calls);
    expect(verdicts(found)).toEqual({
      // None of 100 hold back: [0, .037] meets [.02, .11].
      ...{ refusal: 'unclear', lowConfidence: 'left', groundedness: 'left', tokens: 'left' },
    });
    expect(found.get('lowConfidence')?.observed?.value).toBe(0.4);
    expect(found.get('groundedness')?.observed?.value).toBeCloseTo(0.6, 9);
    expect(found.get('tokens')?.observed?.value).toBeCloseTo(60.4, 9);
  });
});

describe('inputs seen in practice', () => {
  const { cases } = promptFrom(
    TRIAGE.replace('Refund me', 'I would like to have my money back for the last order, please.'),
  );

  it('are named where no case is like them, personal data first', () => {
    const found = compareSeen(
      [
        { ticket: cases[0]?.inputs['ticket'] ?? '' },
        { ticket: 'Bitte erklären Sie mir, wie ich die Rechnung für das letzte Jahr bekomme.' },
        { ticket: 'Write to anna@example.org' },
        { ticket: '' },
      ],
      cases,
    );
    expect(found.personalData).toEqual([
      'The inputs hold what looks like e-mail addresses: input 3. Remove it before you make cases of them.',
    ]);
    expect(found.uncovered.map(({ row }) => row)).toEqual([2, 4, 3]);
    expect(found.languages).toEqual([{ language: 'German', seen: 1 }]);
    expect(found.empty).toEqual([{ variable: 'ticket', seen: 1 }]);
    expect(found.longer).toEqual({ seen: 1, longest: 73 });
  });

  it('leave nothing to say where the cases cover them', () => {
    const found = compareSeen(
      cases.map(({ inputs }) => inputs),
      cases,
    );
    expect(found).toMatchObject({ uncoveredCount: 0, languages: [], empty: [], personalData: [] });
  });
});
