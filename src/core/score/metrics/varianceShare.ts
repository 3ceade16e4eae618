import { cellsOf, type Scope } from '../grid.js';
import { intraclass, oneWay, twoWay } from '../statistics/varianceComponents.js';
import { intervalOf, resampledTotals } from '../statistics/bootstrap.js';
import { absent, present, type Metric } from './metric.js';

/**
 * Of how a case's scores vary, the share that is the wording's: ICC(1) from mean squares pooled over cases (METRICS 12.4).
 * At most 1; negative when repeats differ more than wordings. `config` has the components of the variance of all scores,
 * raw, and as shares in which a negative one counts as 0. Needs a balanced table: what stands over is dropped and counted.
 */
export const varianceShare: Metric = {
  id: 'noise.icc',
  score(context) {
    const { scope } = context;
    if (scope.deterministic) return absent(context, 'deterministic');
    const { table, repeats } = balanced(scope);
    if (table.length === 0) return absent(context, 'n-too-small');
    const squares = table.map(oneWay);
    // A ratio of means is that of totals.
    const over = ([between = 0, within = 0]: Float64Array) =>
      intraclass({ between, within }, repeats);
    const totals = resampledTotals(
      squares.map((each) => [each.between, each.within]),
      context.random,
    );
    const value = over(totals.whole);
    if (value === null) return absent(context, 'zero-denominator');
    const interval = intervalOf(totals, (drawn) => over(drawn) ?? value);
    const used = table.length * scope.variants.length * repeats;
    const scored = context.outputs.filter(({ score }) => score !== null).length;
    return present(context, value, {
      n: table.length,
      of: 'cases',
      ...(interval ? { ci: interval.ci, ciMethod: interval.method } : {}),
      config: { repeatsUsed: repeats, answersDropped: scored - used, ...componentsOf(table) },
    });
  },
};

type Table = readonly (readonly (readonly number[])[])[];

/** The number of repeats, at least two, at which the cases that have them under every variant hold the most scores. */
function balanced(scope: Scope): { table: Table; repeats: number } {
  const all = cellsOf(scope).map((cells) =>
    cells.map((cell) => cell.flatMap(({ score }) => score ?? [])),
  );
  const fewest = all.map((row) => Math.min(...row.map(({ length }) => length)));
  const scoresAt = (r: number) => r * fewest.filter((each) => each >= r).length;
  let best = 2;
  for (let r = 3; r <= scope.repeats; r++) if (scoresAt(r) > scoresAt(best)) best = r;
  const table = all
    .filter((_, index) => (fewest[index] as number) >= best)
    .map((row) => row.map((cell) => cell.slice(0, best)));
  return { table, repeats: best };
}

/** With a single case its own variance cannot be told from that of the wordings. */
function componentsOf(table: Table): Record<string, number> {
  if (table.length < 2) return {};
  const { instance, group, interaction, noise } = twoWay(table).components;
  const whole = [instance, group, interaction, noise].reduce(
    (total, each) => total + Math.max(0, each),
    0,
  );
  const share = (each: number) => (whole === 0 ? 0 : Math.max(0, each) / whole);
  return {
    varianceOfCases: instance,
    varianceOfWordings: group,
    varianceOfWordingsByCase: interaction,
    varianceOfNoise: noise,
    shareOfCases: share(instance),
    shareOfWordings: share(group),
    shareOfWordingsByCase: share(interaction),
    shareOfNoise: share(noise),
  };
}
