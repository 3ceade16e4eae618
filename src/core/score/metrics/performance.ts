/**
 * Accuracies of the variants against each other: spread (Sclar et al., FormatSpread, ICLR 2024), MaxP, AvgP, saturation and
 * CPS (Mizrahi et al., TACL 2024), performance drop (Zhu et al., PromptBench).
 */

import type { MetricId } from '../../metrics/metricTable.js';
import type { Envelope } from '../envelope.js';
import { randomFrom } from '../../numbers/random.js';
import { totalsOver, type Scope } from '../grid.js';
import { memoise } from '../../text/memoise.js';
import { intervalOf, resampledTotals } from '../statistics/bootstrap.js';
import { addRow, tableOf } from '../statistics/table.js';
import { mean, meanOrNull } from '../../numbers/describe.js';
import { nullSpread } from '../statistics/nullSpread.js';
import { twoWayInterval } from '../statistics/twoWayBootstrap.js';
import { absent, cellScoresOf, present, type Metric, type MetricContext } from './metric.js';

/** A variant's accuracy: the mean of its cells over the (drawn) cases that have one; null without any. */
type VariantAccuracies = readonly (number | null)[];

interface Summary {
  readonly id: MetricId;
  of(known: readonly number[], accuracies: VariantAccuracies, original: number): number | null;
}

const max = (values: readonly number[]) => Math.max(...values);

const SUMMARIES: readonly Summary[] = [
  { id: 'spread', of: (known) => max(known) - Math.min(...known) },
  { id: 'maxP', of: max },
  { id: 'avgP', of: mean },
  { id: 'sat', of: (known) => 1 - (max(known) - mean(known)) },
  { id: 'cps', of: (known) => (1 - (max(known) - mean(known))) * max(known) },
  { id: 'pdr', of: performanceDrop },
];

/** 1 − mean accuracy of the others / the original's; negative when they reach more. Null when the original reaches nothing. */
function performanceDrop(
  _: readonly number[],
  accuracies: VariantAccuracies,
  original: number,
): number | null {
  const own = accuracies[original] ?? null;
  const others = accuracies.filter(
    (each, index): each is number => index !== original && each !== null,
  );
  const rest = meanOrNull(others);
  return own === null || own === 0 || rest === null ? null : 1 - rest / own;
}

export const performanceMetrics: readonly Metric[] = SUMMARIES.map((summary) => ({
  id: summary.id,
  score: (context) => summarise(context, summary),
}));

/** All summaries look at the same draws. */
const totalsOf = memoise((scope: Scope) =>
  resampledTotals(cellTotalsOf(scope), randomFrom('accuracies', scope.grid.cases.length)),
);

/** A row a case: each variant's score, and after these 1 for each that has one and 0 for others. */
const cellTotalsOf = memoise((scope: Scope): readonly Float64Array[] =>
  cellScoresOf(scope).map((cells) =>
    Float64Array.from([
      ...scope.variants.map((_, at) => cells[at] ?? 0),
      ...scope.variants.map((_, at) => ((cells[at] ?? null) === null ? 0 : 1)),
    ]),
  ),
);

function accuraciesFrom(totals: Float64Array, variants: number): VariantAccuracies {
  return Array.from({ length: variants }, (_, at) => {
    const count = totals[variants + at] as number;
    return count === 0 ? null : (totals[at] as number) / count;
  });
}

function summarise(context: MetricContext, summary: Summary): Envelope {
  const { variants, original, grid } = context.scope;
  const at = variants.indexOf(original);
  const valueOf = (sums: Float64Array) => {
    const accuracies = accuraciesFrom(sums, variants.length);
    const known = accuracies.filter((each) => each !== null);
    return known.length === 0 ? null : summary.of(known, accuracies, at);
  };
  const totals = totalsOf(context.scope);
  const value = valueOf(totals.whole);
  if (value === null) return absent(context, summary.id === 'pdr' ? 'zero-denominator' : 'empty');
  const details = { n: grid.cases.length, of: 'cases' } as const;
  if (summary.id === 'spread') {
    const interval = spreadInterval(context, value);
    return present(context, value, { ...details, ...interval, ...spreadFloor(context) });
  }
  // A draw in which the value does not exist (no case of the original right) stands at the value itself.
  const interval = intervalOf(totals, (drawn) => valueOf(drawn) ?? value);
  return present(context, value, {
    ...details,
    ...(interval ? { ci: interval.ci, ciMethod: interval.method } : {}),
  });
}

/**
 * The spread speaks of wordings in general, so wordings are drawn anew as well as cases. A draw misses the best or the worst
 * wording more often than not, which makes draws smaller than the value: the interval is widened to hold it.
 */
function spreadInterval({ scope, random }: MetricContext, value: number): Partial<Envelope> {
  const rows = cellTotalsOf(scope);
  const groups = scope.variants.length;
  // Where every cell has a score, each variant has as many as cases are drawn: nothing to add up.
  const isFull = rows.every((row) => row.every((each, at) => at < groups || each === 1));
  const table = tableOf(rows, isFull ? groups : 2 * groups);
  const totals = new Float64Array(2 * groups).fill(rows.length, groups);
  const spreadOf = (drawn: ArrayLike<number>, drawnGroups: ArrayLike<number>) => {
    totals.fill(0, 0, table.width);
    for (let at = 0; at < drawn.length; at++) addRow(totals, table, drawn[at] as number);
    const accuracies = accuraciesFrom(totals, groups);
    const known = Array.from(drawnGroups).flatMap((group) => accuracies[group] ?? []);
    return known.length === 0 ? value : max(known) - Math.min(...known);
  };
  const interval = twoWayInterval({ instances: rows.length, groups }, spreadOf, random);
  if (interval === null) return {};
  const [low, high] = interval;
  return { ci: [Math.min(low, value), Math.max(high, value)], ciMethod: 'two-way' };
}

/** The spread under the null hypothesis: needs repeats that may differ. */
function spreadFloor({ id, scope, permutations }: MetricContext): Partial<Envelope> {
  if (scope.deterministic || scope.repeats < 2) return {};
  const instances = scope.grid.rows.map((row) => ({
    id: row.id,
    row,
    groups: scope.variants.map((variant) => row.cell(variant).flatMap(({ score }) => score ?? [])),
  }));
  const sum = totalsOver<(typeof instances)[number]>(scope, id, (each) => each.row);
  return { noiseFloor: nullSpread(instances, permutations, sum) };
}
