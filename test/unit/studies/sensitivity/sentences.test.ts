/** Every number in a sentence is one of the data beside it: rendered, parsed back and compared, on generated grids. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tilesOf } from '../../../../src/core/report/tiles.js';
import { readOutcomeLines } from '../../../../src/core/score/outcomeLines.js';
import { scoreAnswers } from '../../../../src/core/score/scoreAnswers.js';
import { reportOfLines } from '../../../../src/core/studies/sensitivity/reportOfLines.js';
import type { Report } from '../../../../src/core/studies/sensitivity/schema.js';
import { verdictWords } from '../../../../src/core/studies/sensitivity/verdictWords.js';
import { english } from '../../../../src/core/say/say.js';

/** `SENTENCE_RUNS=10000` for a long look. */
const RUNS = Number(process.env['SENTENCE_RUNS'] ?? 400);
const VARIANTS = ['original', 'format-1', 'format-2', 'persona-1', 'order-1'];
const NEEDED = new Set([
  ...['pss.excess', 'pss.cross', 'pss.within', 'accuracy', 'accuracy.original'],
  ...['divergence.excess', 'divergence.cross', 'divergence.within', 'agreement.pairwise'],
  ...['rate.empty', 'rate.parseFail'],
]);

/** Chances of a right answer, by variant and case, and whether anything is known to be right. */
const grid = fc
  .record({
    cases: fc.integer({ min: 1, max: 20 }),
    variants: fc.integer({ min: 1, max: VARIANTS.length }),
    repeats: fc.integer({ min: 1, max: 3 }),
    gold: fc.boolean(),
    rates: fc.array(fc.constantFrom(0, 0, 0.5, 0.9, 1, 1, 1), { minLength: 7, maxLength: 7 }),
    bad: fc.constantFrom(null, 'original', 'format-1', 'persona-1'),
    missing: fc.constantFrom(0, 0, 0, 0.2),
  })
  .chain((shape) =>
    fc
      .array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
        minLength: 61,
        maxLength: 61,
      })
      .map((draws) => ({ ...shape, draws })),
  );
type Grid = typeof grid extends fc.Arbitrary<infer T> ? T : never;

function reportOf({ cases, variants, repeats, gold, rates, bad, missing, draws }: Grid): Report {
  let next = 0;
  const draw = () => draws[next++ % draws.length] ?? 0;
  const lines = Array.from({ length: cases }, (_, at) =>
    VARIANTS.slice(0, variants).flatMap((variant) =>
      Array.from({ length: repeats }, (_each, repeat) => {
        const rate = variant === bad ? 0 : (rates[at % rates.length] ?? 1);
        const text = draw() < rate ? 'yes' : 'no';
        const line = { case: at, variant, class: variant.replace(/-\d$/, ''), repeat, text };
        return draw() < missing ? [] : [gold ? { ...line, expected: 'yes' } : line];
      }).flat(),
    ),
  ).flat();
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  const read = readOutcomeLines(text || '{"case":1,"variant":"original","repeat":0,"text":""}', {
    ...{ name: 'grid', seed: 1 },
  });
  const scores = scoreAnswers(read, { only: NEEDED });
  return reportOfLines(read, scores, { name: 'grid', gates: {}, at: new Date(0) });
}

const hundredths = (value: number) => Math.round(100 * value);
const numbersIn = (text: string, pattern: RegExp) => pattern.exec(text)?.slice(1).map(Number);

function checkFound(report: Report, found: string): void {
  const family = report.comparedBy === 'score' ? 'pss' : 'divergence';
  const valueOf = (part: string) => hundredths(report.metrics[`${family}.${part}`]?.value ?? NaN);
  const said = numbersIn(found, /(?:differ on|answers to|differ in) (\d+) (?:of 100|%)/);
  if (said) expect(said[0], found).toBe(valueOf('cross'));
  const twice = numbersIn(found, /asked twice (?:differs )?(?:on|in) (\d+)/);
  if (twice) expect(twice[0], found).toBe(valueOf('within'));
  const explained = numbersIn(found, /explains the other (\d+)/);
  if (explained) {
    expect(explained[0], found).toBe(valueOf('excess'));
    expect(said?.[0], found).toBe((twice?.[0] ?? 0) + (explained[0] ?? 0));
  }
  if (found.includes('never does')) expect(valueOf('within'), found).toBe(0);
}

function checkSentence(report: Report, sentence: string): void {
  const { verdict, variants, cases } = report;
  const moved = numbersIn(sentence, /(\d+) of (\d+) cases? certainly do/);
  if (moved) {
    expect(moved[0], sentence).toBeGreaterThan(0);
    expect(moved[0], sentence).toBeLessThanOrEqual(moved[1] ?? 0);
    expect(moved[1], sentence).toBeLessThanOrEqual(cases.length);
  }
  if (verdict.code === 'stable') expect(sentence).not.toMatch(/\d+ of \d+/);
  const lone = variants.find(({ id }) => id === verdict.params['variant']);
  const right = /right on (\d+(?:\.\d+)?) of (\d+)/.exec(sentence);
  if (right && lone)
    expect(Number(right[1]) / Number(right[2]), sentence).toBeCloseTo(lone.accuracy ?? NaN, 1);
  const without = /[Ww]ithout it the effect is (−?\d+\.\d+)/.exec(sentence)?.[1];
  if (without && lone)
    expect(Number(without.replace('−', '-')), sentence).toBeCloseTo(lone.effectWithout ?? NaN, 2);
}

describe('every sentence', () => {
  it(
    'is true of the numbers beside it',
    () => {
      fc.assert(
        fc.property(grid, (generated) => {
          const report = reportOf(generated);
          const { sentence, found, cause, advice } = verdictWords(report, english);
          const all = [sentence, found, cause, advice].filter((each) => each !== null).join(' ');
          expect(all).not.toMatch(/NaN|undefined|null|Infinity|\{\w+\}|−0\.00/);
          if (found !== null) checkFound(report, found);
          checkSentence(report, sentence);
          for (const { interval } of tilesOf(report)) {
            const ends = /\[(\S+), (\S+)\]/.exec(interval ?? '');
            if (ends) expect(ends[1], interval ?? '').not.toBe(ends[2]);
          }
        }),
        { numRuns: RUNS },
      );
    },
    10 * 60_000,
  );
});
