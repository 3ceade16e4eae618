/** How often the 95 % intervals hold, and what ending a run early saves and costs: `npm run bench:stats [RUNS]`. */

import {
  ALWAYS_RIGHT_OR_ONE_OFF,
  coverageOf,
  MIXED,
  type GridShape,
} from '../test/support/simulatedGrids.js';
import { RUN_SHAPES, simulateRun, simulationPlan } from '../test/support/simulatedRuns.js';

const RUNS = Number(process.argv[2] ?? 1000);
const CASES = [8, 12, 16, 20, 30, 50, 100];
const SHAPES: readonly GridShape[] = [ALWAYS_RIGHT_OR_ONE_OFF, MIXED];

const percent = (share: number) => `${(100 * share).toFixed(1)} %`.padStart(8);
const say = (line: string) => process.stdout.write(`${line}\n`);

say(`Coverage of 95 % intervals, ${RUNS} simulated grids each, 8 variants, 2 repeats`);
say(
  `cases ${SHAPES.flatMap(({ name }) => [`${name}: effect`, 'accuracy'])
    .map((each) => each.padStart(16))
    .join('')}`,
);
let dense = 1;
for (const cases of CASES) {
  const cells = SHAPES.flatMap((shape) => {
    const { effect, accuracy } = coverageOf(shape, { cases, runs: RUNS });
    if (shape === MIXED && cases >= 50) dense = Math.min(dense, effect);
    return [effect, accuracy];
  });
  say(`${String(cases).padStart(5)} ${cells.map((each) => percent(each).padStart(16)).join('')}`);
}

/** Runs of each shape and size; the largest take a second each. */
const SIZES = [
  { cases: 16, runs: RUNS / 5 },
  { cases: 60, runs: RUNS / 5 },
  { cases: 200, runs: RUNS / 5 },
  { cases: 1000, runs: RUNS / 50 },
] as const;

say('');
say(
  'Ending early: calls against the whole plan, and how often the verdict is the same; 8 variants, 2 repeats',
);
say(
  `${'shape'.padEnd(24)}${SIZES.map(({ cases }) => `${cases} cases: calls`.padStart(19) + 'same'.padStart(9)).join('')}`,
);
const plans = SIZES.map(({ cases }) => simulationPlan(cases));
let alike = 0;
let simulated = 0;
let leastAlike = 1;
for (const shape of RUN_SHAPES) {
  const cells = SIZES.map(({ runs }, index) => {
    const done = Array.from({ length: Math.ceil(runs) }, (_, seed) =>
      simulateRun(plans[index] as (typeof plans)[number], shape, seed),
    );
    const calls = done.reduce((sum, { share }) => sum + share, 0) / done.length;
    const same = done.filter(({ full, early }) => full === early).length;
    alike += same;
    simulated += done.length;
    leastAlike = Math.min(leastAlike, same / done.length);
    return `${percent(calls).padStart(19)}${percent(same / done.length).padStart(9)}`;
  });
  say(`${shape.name.padEnd(24)}${cells.join('')}`);
}

const MIN_DENSE = 0.93;
const MIN_ALIKE = 0.95;
process.exitCode = dense < MIN_DENSE || alike / simulated < MIN_ALIKE ? 1 : 0;
say('');
say(
  `Limits: effect on dense grids from 50 cases on at least 93 %: ${percent(dense).trim()}; ` +
    `same verdict in at least 95 % of runs: ` +
    `${percent(alike / simulated).trim()}, of the worst shape and size ${percent(leastAlike).trim()}`,
);
