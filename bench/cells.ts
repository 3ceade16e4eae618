/**
 * What PromptEval tells from a part of the cells (`cells:`), against the whole grid: many wordings of known accuracy on many
 * cases, and for each share the error of the quantiles over wordings, beside that of plain means of the same cells.
 */

import { mean, quantile } from '../src/core/numbers/describe.js';
import { randomFrom } from '../src/core/numbers/random.js';
import { balancedCells } from '../src/core/plan/balancedCells.js';
import { cellKey } from '../src/core/plan/trial.js';
import { fitRasch, groupAccuracies, sigmoid } from '../src/core/score/statistics/rasch.js';

const [WORDINGS, CASES, ROUNDS] = [100, 200, 20];
const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95];

const groups = Array.from({ length: WORDINGS }, (_, at) => ({ variant: `v${at}`, shots: 'file' }));
const cases = Array.from({ length: CASES }, (_, at) => `c${at}`);

/** Right or wrong, of wordings and cases whose difficulty is spread as on a benchmark. */
function gridOf(round: number): number[][] {
  const random = randomFrom('cells', round);
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - random.float())) * Math.cos(2 * Math.PI * random.float());
  const difficulty = cases.map(() => 1.6 * normal());
  return groups.map(() => {
    const skill = 0.6 + 0.5 * normal();
    return difficulty.map((each) => (random.float() < sigmoid(skill - each) ? 1 : 0));
  });
}

const quantilesOf = (accuracies: readonly number[]) => {
  const sorted = accuracies.toSorted((a, b) => a - b);
  return QUANTILES.map((share) => quantile(sorted, share));
};
const distance = (a: readonly number[], b: readonly number[]) =>
  mean(a.map((value, at) => Math.abs(value - (b[at] as number))));

process.stdout.write(
  `${WORDINGS} wordings × ${CASES} cases, ${ROUNDS} rounds: mean error of the quantiles 5, 25, 50, 75, 95 % against the whole grid\n`,
);
process.stdout.write('cells asked   PromptEval   plain means\n');
for (const share of [0.02, 0.05, 0.1, 0.2, 0.5]) {
  const errors = Array.from({ length: ROUNDS }, (_, round) => {
    const whole = gridOf(round);
    const asked = balancedCells(groups, cases, { share, seed: round, counted: WORDINGS });
    const observed = whole.map((row, i) =>
      row.map((cell, j) => {
        const key = cellKey({
          ...(groups[i] as (typeof groups)[number]),
          case: cases[j] as string,
        });
        return asked.has(key) ? cell : null;
      }),
    );
    const truth = quantilesOf(whole.map((row) => mean(row)));
    const plain = observed.map((row) => mean(row.filter((cell) => cell !== null)));
    return [
      distance(quantilesOf(groupAccuracies(observed, fitRasch(observed))), truth),
      distance(quantilesOf(plain), truth),
    ] as const;
  });
  const [own, plain] = [0, 1].map((at) => mean(errors.map((each) => each[at] as number)));
  process.stdout.write(
    `${`${share * 100} %`.padStart(11)}   ${(own as number).toFixed(3).padStart(10)}   ${(plain as number).toFixed(3).padStart(11)}\n`,
  );
}
