import { quantile } from '../../numbers/describe.js';
import { groupsOf, jackknifeInterval } from '../statistics/jackknife.js';
import { fitRasch, groupAccuracies, shrunkMeans, type Observed } from '../statistics/rasch.js';
import { absent, present, type Metric } from './metric.js';

/** With fewer the fit's own noise is larger than what it saves. */
const MIN_VARIANTS = 20;
const MIN_FITTED_CASES = 50;

/**
 * The accuracy that wordings of this prompt have, as a distribution (Maia Polo et al., PromptEval, NeurIPS 2024): its median,
 * with other quantiles in `config`. Cells that were not run are what a Rasch model of wordings and cases expects.
 */
export const promptEval: Metric = {
  id: 'promptEval',
  score(context) {
    const { scope, random } = context;
    const { variants } = scope;
    const rows = context.cellScores().filter((row) => row.some((cell) => cell !== null));
    if (variants.length < MIN_VARIANTS || rows.length < MIN_FITTED_CASES) {
      return absent(context, 'n-too-small');
    }
    const observed = variants.map((_, index) => rows.map((row) => row[index] ?? null));
    const cells = observed.flat();
    const known = cells.filter((cell) => cell !== null);
    const alike = known.length < cells.length && known.every((cell) => cell === known[0]);
    const sorted = sortedAccuracies(observed, alike);
    const median = quantile(sorted, 0.5);
    const { groupOf, groups } = groupsOf(random.shuffle([...rows.keys()]));
    const leftOut = Array.from({ length: groups }, (_, group) => {
      const rest = observed.map((row) => row.filter((_cell, at) => groupOf[at] !== group));
      return quantile(sortedAccuracies(rest, alike), 0.5);
    });
    const ci = jackknifeInterval(median, leftOut);
    return present(context, median, {
      n: rows.length,
      of: 'cases',
      ...(ci ? { ci, ciMethod: 'jackknife' as const } : {}),
      config: {
        quantile05: quantile(sorted, 0.05),
        quantile25: quantile(sorted, 0.25),
        quantile75: quantile(sorted, 0.75),
        quantile95: quantile(sorted, 0.95),
        cellsObserved: known.length / cells.length,
        degenerate: alike,
      },
    });
  },
};

const sortedAccuracies = (observed: Observed, alike: boolean) =>
  accuraciesOf(observed, alike).sort((a, b) => a - b);

/** A full table needs no model; one whose cells are all alike allows none. */
function accuraciesOf(observed: Observed, alike: boolean): number[] {
  if (alike) return shrunkMeans(observed);
  const full = observed.every((row) => row.every((cell) => cell !== null));
  return groupAccuracies(observed, full ? { groups: [], items: [] } : fitRasch(observed));
}
