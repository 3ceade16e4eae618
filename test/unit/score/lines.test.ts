/** Grids of outcome lines whose every number is computed by hand: what `plumbline score` is verified against. */

import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { renderScores } from '../../../src/core/report/scoresText.js';
import { readOutcomeLines } from '../../../src/core/score/outcomeLines.js';
import { scoreAnswers } from '../../../src/core/score/scoreAnswers.js';
import { renderHtml } from '../../../src/core/report/html.js';
import type { Gate } from '../../../src/core/prompt/settings/gates.js';
import {
  printedScores,
  scoresSchema,
} from '../../../src/core/studies/sensitivity/printedScores.js';
import { reportOfLines } from '../../../src/core/studies/sensitivity/reportOfLines.js';

type Line = Readonly<Record<string, unknown>>;

const score = (lines: readonly Line[]) => scoreAnswers(linesOf(lines));

const linesOf = (lines: readonly Line[]) =>
  readOutcomeLines(lines.map((line) => JSON.stringify(line)).join('\n'), {
    name: 'o.jsonl',
    seed: 1,
  });

/** As a run's report. */
const reported = (lines: readonly Line[], gates: Record<string, Gate> = {}) =>
  reportOfLines(linesOf(lines), score(lines), { name: 'o.jsonl', gates, at: new Date(0) });

/** A cell's repeats as lines. */
const cell = (caseId: number, variant: string, scores: readonly number[], more: Line = {}) =>
  scores.map((each, repeat): Line => ({
    case: caseId,
    variant,
    class: variant.replace(/-\d$/, ''),
    repeat,
    text: `answer ${each}`,
    score: each,
    ...more,
  }));

const RAGGED = [
  ...cell(1, 'original', [1, 0]),
  ...cell(1, 'format-1', [1]),
  ...cell(2, 'original', [1]),
  ...cell(2, 'format-1', [0, 0, 1]),
  ...cell(2, 'paraphrase-1', [1, 1]),
];

describe('a ragged grid with different numbers of repeats', () => {
  const { metrics, cases, variants, n, P, R } = score(RAGGED);

  it.each([
    // Case 1: one pair of wordings, (0 + 1) / 2. Case 2: 2/3, 0 and 2/3 over three pairs.
    ['pss.cross', (1 / 2 + 4 / 9) / 2],
    // Case 1: the original alone has repeats. Case 2: 2/3 and 0.
    ['pss.within', (1 + 1 / 3) / 2],
    ['pss.excess', (-1 / 2 + 1 / 9) / 2],
    ['pss.signalShare', 0],
    // A cell asked more often counts once: case 1 is (1/2 + 1) / 2, case 2 (1 + 1/3 + 1) / 3.
    ['accuracy', (3 / 4 + 7 / 9) / 2],
    ['accuracy.original', 3 / 4],
    // Means of cells: original .75, format 2/3, paraphrase 1.
    ['maxP', 1],
    ['avgP', (3 / 4 + 2 / 3 + 1) / 3],
    ['spread', 1 / 3],
    ['sat', (3 / 4 + 2 / 3 + 1) / 3],
    ['pdr', 1 - (2 / 3 + 1) / 2 / (3 / 4)],
    ['cases.worst', (1 / 2 + 1 / 3) / 2],
    ['cases.best', 1],
    ['cases.sd', (Math.sqrt(1 / 8) + Math.sqrt(4 / 27)) / 2],
    // Answers of two words are values, and differ where scores do.
    ['divergence.cross', (1 / 2 + 4 / 9) / 2],
    ['similarity.exact', 1 - (1 / 2 + 4 / 9) / 2],
    // "answer 0" shares one of two words with "answer 1".
    ['similarity.f1', 1 - (1 / 2 + 4 / 9) / 4],
    ['agreement.majority', (2 / 3 + 4 / 6) / 2],
    // Case 1: one of three pairs agrees. Case 2: four equal and two equal answers, 7 of 15 pairs.
    ['agreement.pairwise', (1 / 3 + 7 / 15) / 2],
    ['agreement.tarAnswer', 1 / 3],
    // Cells with repeats: (1, 0) in case 1; (0, 0, 1) and (1, 1) in case 2.
    ['entropy.sampling', (Math.LN2 + (Math.log(3) - (2 / 3) * Math.LN2) / 2) / 2],
  ])('has %s', (id, expected) => {
    expect(metrics[id]?.value).toBeCloseTo(expected, 9);
  });

  it('says how much went in, case by case and variant by variant', () => {
    expect({ n, P, R }).toEqual({ n: 2, P: 3, R: 3 });
    expect(cases.map(({ answers }) => answers)).toEqual([3, 6]);
    expect(variants.map(({ id, n: answers }) => [id, answers])).toEqual([
      ['original', 3],
      ['format-1', 4],
      ['paraphrase-1', 2],
    ]);
  });

  it('covers in a class the original and that class', () => {
    expect(metrics['pss.cross']?.byClass?.['format']?.value).toBeCloseTo((1 / 2 + 2 / 3) / 2, 9);
    expect(metrics['pss.cross']?.byClass?.['paraphrase']?.value).toBeCloseTo(0, 9);
  });

  it('is printed in groups, with the reasons of what is absent in words', () => {
    const text = renderScores(score(RAGGED), reported(RAGGED));
    expect(text).toMatch(/^2 cases, 3 variants, 3 repeats$/m);
    expect(text).toMatch(/^ {2}pss\.excess +−0\.194 .*asked twice 0\.667/m);
    expect(text).toMatch(/^ {2}no token probabilities: .*confidence\.geoMean/m);
    expect(text).not.toMatch(/NaN|undefined|null/);
  });
});

describe('graded scores in several few-shot configurations', () => {
  const lines = [
    ...cell(1, 'original', [0.2, 0.4], { shots: 0 }),
    ...cell(1, 'format-1', [0.9], { shots: 0 }),
    ...cell(1, 'original', [0.5], { shots: 3 }),
    ...cell(1, 'format-1', [0.6], { shots: 3 }),
    ...cell(1, 'typo-1', [0], { shots: 0 }),
  ];
  const { metrics } = score(lines);

  it('take the first line’s shots for the whole, and leave stress classes outside', () => {
    expect(metrics['pss.cross']?.value).toBeCloseTo(0.6, 9);
    expect(metrics['pss.within']?.value).toBeCloseTo(0.2, 9);
    expect(metrics['accuracy']?.value).toBeCloseTo((0.3 + 0.9) / 2, 9);
    expect(metrics['pss.cross']?.byShots?.['3']?.value).toBeCloseTo(0.1, 9);
    expect(metrics['pss.cross']?.byClass?.['typo']?.value).toBeCloseTo(0.3, 9);
  });

  it('have no calibration, which is about right and wrong', () => {
    const confident = lines.map((line) => ({ ...line, logprobs: [-0.1] }));
    expect(score(confident).metrics['calibration.ece']).toMatchObject({
      value: null,
      reason: 'graded',
    });
  });
});

describe('token probabilities in lines', () => {
  const ln = Math.log;
  const label = (caseId: number, text: string, expected: string): Line => ({
    case: caseId,
    variant: 'original',
    repeat: 1,
    text,
    expected,
    logprobs: [ln(0.6)],
    topLogprobs: [{ [text]: ln(0.6), [text === 'a' ? 'b' : 'a']: ln(0.3) }],
  });

  it('give the probability of the label among all labels, and judge it', () => {
    const { metrics } = score([
      label(1, 'a', 'a'),
      label(2, 'a', 'a'),
      label(3, 'b', 'b'),
      label(4, 'a', 'b'),
    ]);
    expect(metrics['confidence.answer']?.value).toBeCloseTo(2 / 3, 9);
    expect(metrics['confidence.geoMean']?.value).toBeCloseTo(0.6, 9);
    expect(metrics['confidence.perplexity']?.value).toBeCloseTo(1 / 0.6, 9);
    expect(metrics['confidence.margin']?.value).toBeCloseTo(0.3, 9);
    expect(metrics['confidence.entropy']?.value).toBeCloseTo(
      -0.6 * ln(0.6) - 0.3 * ln(0.3) - 0.1 * ln(0.1),
      9,
    );
    expect(metrics['calibration.brier']?.config['tier']).toBe('answer');
    expect(metrics['calibration.brier']?.value).toBeCloseTo((3 * (1 / 9) + 4 / 9) / 4, 9);
    expect(metrics['calibration.ece']?.value).toBeCloseTo(3 / 4 - 2 / 3, 9);
    expect(metrics['calibration.auroc']?.value).toBe(0.5);
    expect(metrics['selective.aurc']?.value).toBeCloseTo(0.25, 9);
  });

  it('give POSIX where a text was read after the other prompts', () => {
    const read = (variant: string, tokenCount: number, logLikelihoods: Line): Line => ({
      case: 1,
      variant,
      repeat: 1,
      text: 'x',
      tokenCount,
      logLikelihoods,
    });
    const { metrics } = score([
      read('original', 4, { original: -2, other: -4 }),
      read('other', 3, { original: -6, other: -3 }),
    ]);
    expect(metrics['posix']?.value).toBeCloseTo(0.75, 9);
  });
});

describe('the order of the lines', () => {
  it('changes no number', () => {
    const values = (lines: readonly Line[]) =>
      Object.fromEntries(
        Object.entries(score(lines).metrics).map(([id, { value }]) => [
          id,
          value === null ? null : Math.round(value * 1e9) / 1e9,
        ]),
      );
    const expected = values(RAGGED);
    fc.assert(
      fc.property(fc.shuffledSubarray(RAGGED, { minLength: RAGGED.length }), (lines) => {
        expect(values(lines)).toEqual(expected);
      }),
      { seed: 1, numRuns: 20 },
    );
  });
});

describe('any lines at all', () => {
  const line = fc.record(
    {
      case: fc.integer({ min: 1, max: 9 }),
      variant: fc.constantFrom('original', 'format-1', 'typo-1'),
      class: fc.constantFrom('original', 'format', 'typo'),
      shots: fc.constantFrom('0', '3'),
      repeat: fc.integer({ min: 0, max: 2 }),
      text: fc.constantFrom('', ' ', 'a', 'b', '{"a":1}', 'мир', 'the cat sat', "I can't help"),
      expected: fc.constantFrom('a', 'b', null),
      score: fc.constantFrom(0, 0.5, 1, null),
      logprobs: fc.array(fc.double({ min: -50, max: 0, noNaN: true }), { maxLength: 3 }),
      logLikelihoods: fc.record({ original: fc.constant(-2), 'format-1': fc.constant(-3) }),
    },
    { requiredKeys: ['case', 'variant', 'repeat', 'text'] },
  );

  it('give every metric as a finite number with a proper interval, or absent with a reason', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 60 }), (lines) => {
        for (const [id, { value, reason, ci, config }] of Object.entries(score(lines).metrics)) {
          expect(value === null ? reason : Number.isFinite(value), id).toBeTruthy();
          if (ci) expect(ci[0] <= ci[1] && ci.every(Number.isFinite), id).toBe(true);
          for (const each of Object.values(config))
            expect(typeof each !== 'number' || Number.isFinite(each), id).toBe(true);
        }
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});

describe('the report of lines', () => {
  const lines = Array.from({ length: 16 }, (_, at) => [
    ...cell(at, 'original', [1, 1]),
    ...cell(at, 'format-1', [1, 1]),
    ...cell(at, 'persona-1', [0, 0]),
    ...cell(at, 'order-1', [1, 1]),
  ]).flat();
  const report = reported(lines, { accuracy: { min: 0.9 } });

  it('has the verdict, the cause and the gates of a run', () => {
    expect(report.verdict.code).toBe('one-differs');
    expect(report.verdict.cause?.names).toEqual(['persona-1']);
    expect(report.gates).toMatchObject([{ metric: 'accuracy', value: 0.75, result: 'failed' }]);
    const printed = printedScores(score(lines), report);
    expect(scoresSchema.parse(JSON.parse(JSON.stringify(printed)))).toMatchObject({
      n: 16,
      verdict: { code: 'one-differs' },
    });
    expect(renderScores(score(lines), report)).toMatch(
      /^One wording differs: Persona 1 differs from the others: right on 0 of 16/,
    );
  });

  it('has a page', () => {
    expect(renderHtml(report, [])).toContain('Persona 1');
  });
});

describe('a line that is not of the form', () => {
  it.each([
    [{ variant: 'a', repeat: 0, text: '' }, 'o.jsonl:1: "case" is missing.'],
    [{ case: 1, variant: 'a', repeat: -1, text: '' }, 'o.jsonl:1: "repeat": '],
    [[1], 'o.jsonl:1: a line holds one JSON object.'],
  ])('%j', (line, message) => {
    expect(() => linesOf([line as Line])).toThrow(message);
  });
});

describe('lines read as a run reads its answers', () => {
  const one = (line: Line) => linesOf([{ case: 1, variant: 'original', repeat: 1, ...line }]);

  it('leave out what was written before the answer, and its tokens', () => {
    const { answers } = one({
      text: '<think>could be no</think>\n\nyes',
      expected: 'yes',
      tokens: ['<think>', 'could be no', '</think>', '\n\n', 'yes'],
      logprobs: [-9, -9, -9, -9, -0.5],
    });
    expect(answers[0]).toMatchObject({ text: 'yes', score: 1 });
    expect(answers[0]?.confidence?.geoMean).toBeCloseTo(Math.exp(-0.5), 9);
  });

  it('compare JSON by value, whether or not one says what is expected', () => {
    const texts = ['{"a":1,"b":2}', '{"b":2,"a":1}'];
    const lines = texts.map((text, at) => ({ case: 1, variant: `v-${at}`, repeat: 1, text }));
    expect(linesOf(lines).distance).toBe('json');
    expect(score(lines).metrics['divergence.cross']?.value).toBe(0);
    const right = one({ text: texts[0], expected: { b: 2, a: 1 } });
    expect(right.answers[0]?.score).toBe(1);
  });

  it('keep the digits of ids and answers', () => {
    const [first, second] = ['12345678901234567891', '12345678901234567892'];
    const text = `{"case":${first},"variant":"original","repeat":1,"text":"${first}","expected":${second}}`;
    const { answers } = readOutcomeLines(text, { name: 'o.jsonl', seed: 1 });
    expect(answers[0]).toMatchObject({ case: first, score: 0 });
  });

  it('score no answer that was cut off before it began', () => {
    const { answers } = one({ text: '<think>so', expected: 'yes', finishReason: 'length' });
    expect(answers[0]?.score).toBeNull();
  });
});
