/** Would examples help, and which is the cheapest configuration that is as good as the best? */

import * as z from 'zod';
import type { ScoreInput } from './scoreInput.js';
import { standingsOf, type ShotsStanding } from './shotsStandings.js';
import type { Scores } from './scoreAnswers.js';
import { readShots } from '../variants/shots/configuration.js';

const difference = z.object({
  difference: z.number(),
  /** 95 %; null below eight cases. */
  ci: z.tuple([z.number(), z.number()]).readonly().nullable(),
  /** Sign-flip p, and adjusted for the number of configurations (Holm). */
  p: z.number(),
  pHolm: z.number(),
});

const rowSchema = z.object({
  shots: z.string(),
  examples: z.number(),
  way: z.string(),
  order: z.number(),
  accuracy: z.number().nullable(),
  effect: z.number().nullable(),
  /** Mean tokens of a call, prompt and answer; null where the endpoint names no usage. */
  tokensPerCall: z.number().nullable(),
  /**
   * Beside the best: shown to be worse by at most .05 in accuracy and effect (`as-good`), worse, or neither can be told
   * (`open`). Null where no best is known.
   */
  standing: z.enum(['best', 'as-good', 'open', 'worse']).nullable().default(null),
  /** This configuration minus the file's own examples, case by case; null for these. */
  againstFile: z
    .object({ accuracy: difference.nullable(), effect: difference.nullable() })
    .nullable()
    .default(null),
});

export const shotsComparisonSchema = z.object({
  rows: z.array(rowSchema),
  /** The most accurate; without expected answers, the one with the smallest effect. */
  best: z.string().nullable(),
  /** The fewest tokens of the best and those that are as good. */
  cheapest: z.string().nullable(),
  /** Where the same examples stood in several orders: largest minus smallest. */
  orders: z.array(
    z.object({
      examples: z.number(),
      way: z.string(),
      orders: z.number(),
      accuracySpread: z.number().nullable(),
      effectSpread: z.number().nullable(),
    }),
  ),
});

export type ShotsComparison = z.infer<typeof shotsComparisonSchema>;
type Row = ShotsComparison['rows'][number];

/** Null with one configuration. Accuracy and effect are those of the metrics, so that no two views differ. */
export function compareShots(
  input: ScoreInput,
  { shots: planned }: { readonly shots: readonly string[] },
  {
    tokensPerCall,
    metrics,
  }: {
    /** Mean tokens of a call by configuration; null where the endpoint reports no usage. */
    tokensPerCall: Readonly<Record<string, number | null>>;
  } & Pick<Scores, 'metrics'>,
): ShotsComparison | null {
  if (planned.length < 2) return null;
  const valueOf = (id: string, shots: string) =>
    (shots === input.shots ? metrics[id] : metrics[id]?.byShots?.[shots])?.value ?? null;
  const isGold = input.answers.some(({ score }) => score !== null);
  const measured = planned.map((shots) => ({
    shots,
    accuracy: valueOf('accuracy', shots),
    effect: valueOf(isGold ? 'pss.excess' : 'divergence.excess', shots),
  }));
  const [top] = measured.toSorted((a, b) => goodness(b) - goodness(a));
  const best = top && goodness(top) > -Infinity ? top.shots : null;
  const standings = new Map(standingsOf(input, best).map((each) => [each.shots, each]));
  const rows = measured.flatMap((row): Row[] => {
    const own = standings.get(row.shots);
    return own ? [rowOf({ ...row, ...own }, tokensPerCall[row.shots] ?? null)] : [];
  });
  const cheapest = cheapestOf(rows, ['best', 'as-good']);
  return { rows, best, cheapest, orders: ordersOf(rows) };
}

/** The best has the highest accuracy, without gold the smallest effect. */
function goodness({ accuracy, effect }: Pick<Row, 'accuracy' | 'effect'>): number {
  if (accuracy !== null) return accuracy;
  return effect === null ? -Infinity : -effect;
}

function rowOf(
  own: ShotsStanding & Pick<Row, 'accuracy' | 'effect'>,
  tokensPerCall: number | null,
): Row {
  const {
    count: examples,
    way,
    order,
  } = readShots(own.shots) ?? { count: 0, way: 'file', order: 1 };
  return { ...own, examples, way, order, tokensPerCall };
}

/** The fewest tokens of the configurations of these standings; null where there is none. */
export function cheapestOf(
  rows: readonly Row[],
  standings: readonly Row['standing'][],
): string | null {
  const price = ({ tokensPerCall, examples }: Row) => tokensPerCall ?? examples;
  const own = rows.filter(({ standing }) => standings.includes(standing));
  return own.toSorted((a, b) => price(a) - price(b))[0]?.shots ?? null;
}

function ordersOf(rows: readonly Row[]): ShotsComparison['orders'] {
  const groups = Map.groupBy(rows, ({ examples, way }) => JSON.stringify([examples, way]));
  return [...groups.values()]
    .filter(({ length }) => length > 1)
    .map((group) => ({
      examples: group[0]?.examples ?? 0,
      way: group[0]?.way ?? '',
      orders: group.length,
      accuracySpread: spread(group.map(({ accuracy }) => accuracy)),
      effectSpread: spread(group.map(({ effect }) => effect)),
    }));
}

function spread(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length < 2 ? null : Math.max(...known) - Math.min(...known);
}
