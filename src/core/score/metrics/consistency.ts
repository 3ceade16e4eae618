/**
 * Whether cases with the same right answer are answered alike (Errica et al., NAACL 2025). A classifier that always says the
 * same wrong label is fully consistent: read it beside the accuracy.
 */

import { REFUSAL } from '../../text/refusal.js';
import { mean, meanOrNull } from '../../numbers/describe.js';
import { groupsOf, jackknifeInterval } from '../statistics/jackknife.js';
import { labelShares, OTHER } from './labelEntropy.js';
import { absent, present, type Metric } from './metric.js';

/** 1 − total variation distance of two distributions over the same classes, in [0,1]. */
export const overlap = (p: readonly number[], q: readonly number[]): number =>
  1 - p.reduce((total, share, at) => total + Math.abs(share - (q[at] as number)), 0) / 2;

interface Overlaps {
  readonly total: number;
  readonly pairs: number;
}

const NONE: Overlaps = { total: 0, pairs: 0 };

/** Sums over unordered pairs: of all, and of those that have a member in each group. */
function overlapsOf(
  distributions: readonly (readonly number[])[],
  groupOf: readonly number[],
  groups: number,
): { readonly all: Overlaps; readonly byGroup: readonly Overlaps[] } {
  const totals = new Float64Array(groups + 1);
  const pairs = new Int32Array(groups + 1);
  const add = (place: number, value: number) => {
    totals[place] = (totals[place] as number) + value;
    pairs[place] = (pairs[place] as number) + 1;
  };
  distributions.forEach((p, at) => {
    const own = groupOf[at] as number;
    for (let other = at + 1; other < distributions.length; other++) {
      const value = overlap(p, distributions[other] as readonly number[]);
      const group = groupOf[other] as number;
      add(groups, value);
      add(own, value);
      if (group !== own) add(group, value);
    }
  });
  const [all = NONE, ...byGroup] = [groups, ...Array(groups).keys()].map((place) => ({
    total: totals[place] as number,
    pairs: pairs[place] as number,
  }));
  return { all, byGroup };
}

const meanOf = ({ total, pairs }: Overlaps) => (pairs === 0 ? null : total / pairs);
const without = (all: Overlaps, some: Overlaps): Overlaps => ({
  total: all.total - some.total,
  pairs: all.pairs - some.pairs,
});

/** Mean over the right answers that two and more cases have; `config` has each. */
export const consistency: Metric = {
  id: 'consistency',
  score(context) {
    const { scope, labels, expected, random } = context;
    const classes = [...new Set([...(labels ?? []), REFUSAL, OTHER])];
    const known = scope.grid.rows.flatMap((row) => {
      const gold = expected?.get(row.case);
      const cells = scope.variants
        .map((variant) => row.cell(variant))
        .filter((cell) => cell.length > 0);
      if (gold === undefined || cells.length === 0) return [];
      const shares = labelShares(cells, labels ?? []);
      return [{ gold, shares: classes.map((each) => shares.get(each) ?? 0) }];
    });
    if (known.length === 0) return absent(context, 'no-gold');
    const { groupOf, groups } = groupsOf(random.shuffle([...known.keys()]));
    const grouped = known.map((each, at) => ({ ...each, group: groupOf[at] as number }));
    const byGold = [...Map.groupBy(grouped, ({ gold }) => gold)].flatMap(([gold, cases]) => {
      const overlaps = overlapsOf(
        cases.map(({ shares }) => shares),
        cases.map(({ group }) => group),
        groups,
      );
      const value = meanOf(overlaps.all);
      return value === null ? [] : [{ gold, value, ...overlaps }];
    });
    if (byGold.length === 0) return absent(context, 'n-too-small');
    const value = mean(byGold.map((each) => each.value));
    const leftOut = Array.from({ length: groups }, (_, group) =>
      meanOrNull(
        byGold.flatMap(({ all, byGroup }) => meanOf(without(all, byGroup[group] ?? NONE)) ?? []),
      ),
    );
    const ci = jackknifeInterval(value, leftOut);
    return present(context, value, {
      n: known.length,
      of: 'cases',
      ...(ci ? { ci, ciMethod: 'jackknife' as const } : {}),
      config: Object.fromEntries(byGold.map((each) => [`of ${each.gold}`, each.value])),
    });
  },
};
