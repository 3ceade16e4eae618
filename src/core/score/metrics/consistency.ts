/**
 * Whether cases with the same right answer are answered alike (Errica et al., NAACL 2025). A classifier that always says the
 * same wrong label is fully consistent: read it beside the accuracy.
 */

import { REFUSAL } from '../../text/refusal.js';
import { mean } from '../statistics/describe.js';
import { labelShares, OTHER } from './labelEntropy.js';
import { absent, present, type Metric } from './metric.js';

/** 1 − total variation distance of two distributions over the same classes, in [0,1]. */
export const overlap = (p: readonly number[], q: readonly number[]): number =>
  1 - p.reduce((total, share, at) => total + Math.abs(share - (q[at] as number)), 0) / 2;

/** Mean over unordered pairs; null for fewer than two distributions. */
export function meanOverlap(distributions: readonly (readonly number[])[]): number | null {
  let total = 0;
  distributions.forEach((p, at) => {
    for (const q of distributions.slice(at + 1)) total += overlap(p, q);
  });
  const pairs = (distributions.length * (distributions.length - 1)) / 2;
  return pairs === 0 ? null : total / pairs;
}

/** Mean over the right answers that two and more cases have; `config` has each. */
export const consistency: Metric = {
  id: 'consistency',
  needs: ['labels', 'variants'],
  score(context) {
    const { scope, labels, expected } = context;
    const classes = [...new Set([...(labels ?? []), REFUSAL, OTHER])];
    const known = scope.grid.cases.flatMap((caseId) => {
      const gold = expected?.get(caseId);
      const cells = scope.variants
        .map((variant) => scope.grid.cell(caseId, variant))
        .filter((cell) => cell.length > 0);
      if (gold === undefined || cells.length === 0) return [];
      const shares = labelShares(cells, labels ?? []);
      return [{ gold, shares: classes.map((each) => shares.get(each) ?? 0) }];
    });
    if (known.length === 0) return absent(context, 'no-gold');
    const byGold = [...Map.groupBy(known, ({ gold }) => gold)].flatMap(([gold, cases]) => {
      const value = meanOverlap(cases.map(({ shares }) => shares));
      return value === null ? [] : [{ gold, value }];
    });
    if (byGold.length === 0) return absent(context, 'n-too-small');
    return present(context, mean(byGold.map(({ value }) => value)), {
      n: known.length,
      of: 'cases',
      config: Object.fromEntries(byGold.map(({ gold, value }) => [`of ${gold}`, value])),
    });
  },
};
