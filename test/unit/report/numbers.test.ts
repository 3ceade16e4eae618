import { describe, expect, it } from 'vitest';
import type { Measured } from '../../../src/core/report/numberRow.js';
import { absentNumbersOf, numbersOf } from '../../../src/core/report/numbers.js';
import { METRIC_TABLE } from '../../../src/core/metrics/metricTable.js';

const none = (reason: string) => ({ value: null, reason, n: 0 });
const half = { value: 0.5, n: 4 };
const totals = { ...{ planned: 4, completed: 4, failed: 0, skipped: 0 }, cached: 1, retries: 0 };

const reportOf = (metrics: object, part: object = {}): Measured =>
  ({
    ...{ metrics, costUsd: 0.1, wallMs: 61_000, models: [{ id: 'm', recorded: false }] },
    totals: { ...totals, requests: 1234 },
    usage: { promptTokens: 5000, completionTokens: 20 },
    ...part,
  }) as unknown as Measured;

const everyMetric = Object.fromEntries(METRIC_TABLE.map(({ id }) => [id, half]));
const rowsOf = (report: Measured) => numbersOf(report).flatMap(({ rows }) => rows);

describe('the list of numbers', () => {
  it('holds those that have a value, by what they are about', () => {
    const groups = numbersOf(
      reportOf({ maxP: { ...half, ci: [0.25, 0.9] }, 'noise.icc': none('') }),
    );
    expect(groups.map(({ id }) => id)).toEqual(['quality', 'cost']);
    expect(groups[0]?.rows).toMatchObject([{ id: 'maxP', value: '0.50 [0.25, 0.90]' }]);
    expect(numbersOf(reportOf(everyMetric)).map(({ title }) => title)).toEqual([
      'Sensitivity',
      'Quality',
      'Confidence',
      'Noise',
      'Cost',
    ]);
  });

  it('marks eight as first, some of each group', () => {
    const groups = numbersOf(reportOf(everyMetric));
    const first = groups.map(({ rows }) => rows.filter(({ isFirst }) => isFirst).length);
    expect(first.reduce((sum, each) => sum + each)).toBe(8);
    expect(Math.min(...first)).toBeGreaterThan(0);
  });

  it('marks eight as first where there are no expected answers', () => {
    const ungraded = METRIC_TABLE.flatMap(({ id, needs }) =>
      (needs as readonly string[]).includes('gold') ? [] : [[id, half]],
    );
    const rows = rowsOf(reportOf(Object.fromEntries(ungraded)));
    expect(rows.filter(({ isFirst }) => isFirst)).toHaveLength(8);
    expect(rows.find(({ id }) => id === 'divergence.cross')?.isFirst).toBe(true);
  });

  it('marks all as first where there are fewer than eight', () => {
    expect(rowsOf(reportOf({ maxP: half })).every(({ isFirst }) => isFirst)).toBe(true);
  });

  it('says what the run took', () => {
    const costs = (report: Measured) =>
      rowsOf(report).map(({ title, value }) => `${title}: ${value}`);
    expect(costs(reportOf({}))).toEqual([
      'Price: $0.10',
      'Calls: 1,234',
      'Answers from the cache: 1',
      'Duration: 1 min 1 s',
      'Prompt tokens: 5,000',
      'Answer tokens: 20',
    ]);
    const recorded = { models: [{ id: 'm', recorded: true }], costUsd: 0 };
    expect(costs(reportOf({}, recorded))).toEqual(['Prompt tokens: 5,000', 'Answer tokens: 20']);
    expect(costs(reportOf({}, { totals: { ...totals, cached: 0, requests: 0 } }))).toEqual([]);
  });

  it('never says an unknown price or unknown tokens as zero', () => {
    const unknown = { costUsd: null, usage: { promptTokens: 0, completionTokens: 0 } };
    const titles = rowsOf(reportOf({}, unknown)).map(({ title }) => title);
    expect(titles).toEqual(['Calls', 'Answers from the cache', 'Duration']);
    expect(absentNumbersOf(reportOf({}, unknown))).toEqual([
      { reason: 'unknown price', titles: ['Price'] },
      { reason: 'the endpoint reports no usage', titles: ['Prompt tokens', 'Answer tokens'] },
    ]);
  });

  it('names the absent ones together by why, but for those few runs have', () => {
    const absent = reportOf({
      'agreement.tarText': none('deterministic'),
      'noise.icc': none('deterministic'),
      'calibration.ece': none('no-gold'),
      'similarity.cosine': none('no-embeddings'),
    });
    expect(absentNumbersOf(absent)).toEqual([
      {
        reason: 'the server gives the same text every time',
        titles: ['Wording’s share of the variance', 'Repeats with the same text'],
      },
      { reason: 'no expected answers', titles: ['Calibration error'] },
    ]);
  });
});
