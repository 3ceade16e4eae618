/** Runs → numbers, whether the model was asked for them or they were recorded elsewhere. */

import { mean } from '../../numbers/describe.js';
import { meansByCase } from '../../numbers/meansByCase.js';
import { randomFrom } from '../../numbers/random.js';
import type { Tool } from '../../ports/model.js';
import type { Case } from '../../prompt/prompt.js';
import { defaultsOf } from '../../prompt/tools.js';
import type { Envelope } from '../../score/envelope.js';
import { bootstrapMean } from '../../score/statistics/bootstrap.js';
import { compareCalls } from '../../text/compareCalls.js';
import type { CallDefaults } from '../../text/toolCalls.js';
import { plainEnvelope, rateEnvelope } from '../caseEnvelope.js';
import { agreementOf } from './agreement.js';
import { expectedCalls } from './answerChecks.js';
import {
  callsDistance,
  comparePaths,
  firstDivergence,
  editDistance,
  setDistance,
} from './compare.js';
import { wordingEffect } from './effects.js';
import { faultFindings } from './faultFindings.js';
import { passAtK, passHatK } from './reliability.js';
import type { StepsFindings } from './schema.js';
import {
  callsOf,
  isWhole,
  type MadeCall,
  type MeasuredRun,
  type Trajectory,
  type TrajectoryEnd,
} from './trajectory.js';

export interface RunsContext {
  readonly cases: readonly Case[];
  readonly tools: readonly Tool[];
  /** Ids of the wordings that count, the original first. */
  readonly variants: readonly string[];
  readonly maxSteps: number | null;
  readonly deterministic: boolean;
  readonly seed: number;
  /** Answers the prompt prescribes for what cannot be told. */
  readonly refusals: readonly string[];
}

export function findingsOf(all: readonly Trajectory[], context: RunsContext): StepsFindings {
  const { cases, tools, variants, deterministic, seed, maxSteps } = context;
  const defaults = defaultsOf(tools);
  const expected = new Map(cases.map((each) => [each.id, expectedCalls(each)]));
  const runs = all.map((each) => measured(each, expected.get(each.case) ?? null, defaults));
  // Of a run that was stopped the short ones would speak for all: a case counts when none of its runs is open.
  const open = new Set(runs.flatMap((run) => (run.end === 'open' ? [run.case] : [])));
  const ended = maxSteps === null ? runs : runs.filter((run) => !open.has(run.case));
  const plain = runs.filter(({ fault }) => fault === null);
  const whole = ended.filter(
    (run) => run.fault === null && isWhole(run) && variants.includes(run.variant),
  );
  const original = whole.filter(({ variant }) => variant === variants[0]);
  const effect = { variants, deterministic, seed };
  const scored = whole.filter(({ success }) => success !== null);
  return {
    cases: new Set(plain.map((each) => each.case)).size,
    labeled: cases.filter((each) => expected.get(each.id)).length,
    maxSteps,
    ends: endsOf(plain),
    success: rate('success', whole, seed, ({ success }) => success),
    passHatK: {
      original: reliability(original, seed, ALL),
      wordings: reliability(whole, seed, ALL),
    },
    passAtK: {
      original: reliability(original, seed, ANY),
      wordings: reliability(whole, seed, ANY),
    },
    path: pathOf(whole, { expected, defaults, seed }),
    sensitivity: {
      success: wordingEffect(
        'success',
        scored,
        (a, b) => Math.abs((a.success ?? 0) - (b.success ?? 0)),
        effect,
      ),
      edit: wordingEffect('edit', whole, (a, b) => editDistance(a.names, b.names), effect),
      set: wordingEffect('set', whole, (a, b) => setDistance(a.names, b.names), effect),
      calls: wordingEffect(
        'calls',
        whole,
        (a, b) => callsDistance(a.calls, b.calls, defaults),
        effect,
      ),
    },
    ...agreementOf(whole, { original: variants[0] ?? '', defaults }),
    efficiency: efficiencyOf(whole, expected, seed),
    problems: problemsOf(runs),
    faults: faultFindings(ended, { original, defaults, ...context }),
    trajectories: listed(runs, original, defaults),
  };
}

function measured(
  run: Trajectory,
  expected: ReturnType<typeof expectedCalls>,
  defaults: CallDefaults,
): MeasuredRun {
  const calls = callsOf(run, defaults);
  return { ...run, calls, names: calls.map(({ name }) => name), success: successOf() };

  function successOf(): number | null {
    if (!isWhole(run)) return null;
    if (run.score === null && expected === null) return null;
    if (run.end !== 'answered') return 0;
    if (run.score !== null) return run.score >= 0.5 ? 1 : 0;
    return compareCalls(calls, expected ?? [], defaults).superset ? 1 : 0;
  }
}

const rate = (
  name: string,
  runs: readonly MeasuredRun[],
  seed: number,
  valueOf: (run: MeasuredRun) => number | null,
): Envelope =>
  rateEnvelope(name, [...meansByCase(runs, valueOf).values()], {
    ...{ random: randomFrom('steps', name, seed), reason: 'no-gold' },
  });

function endsOf(runs: readonly MeasuredRun[]): StepsFindings['ends'] {
  const of = (end: TrajectoryEnd) => runs.filter((each) => each.end === end).length;
  return {
    answered: of('answered'),
    capped: of('capped'),
    loop: of('loop'),
    unreadable: of('unreadable'),
    failed: of('failed'),
    open: of('open'),
  };
}

const ALL = { name: 'pass^', share: passHatK };
const ANY = { name: 'pass@', share: passAtK };

/** For k = 1, 2, 4, 8, …, as far as every case has as many runs. */
function reliability(
  runs: readonly MeasuredRun[],
  seed: number,
  { name, share }: typeof ALL,
): Record<string, Envelope> {
  const scored = runs.filter(({ success }) => success !== null);
  const cases = [...Map.groupBy(scored, (each) => each.case).values()].map((own) => ({
    n: own.length,
    c: own.filter(({ success }) => success === 1).length,
  }));
  const fewest = Math.min(...cases.map(({ n }) => n));
  const found: Record<string, Envelope> = {};
  for (let k = 1; cases.length > 0 && k <= fewest; k *= 2) {
    const values = cases.flatMap(({ n, c }) => share(n, c, k) ?? []);
    const random = randomFrom('steps', `${name}${k}`, seed);
    found[k] = rateEnvelope(`${name}${k}`, values, { random, reason: 'no-gold' });
  }
  return found;
}

const PATHS = ['strict', 'unordered', 'subset', 'superset', 'f1', 'nameF1', 'edit', 'set'] as const;

function pathOf(
  runs: readonly MeasuredRun[],
  {
    expected,
    defaults,
    seed,
  }: {
    expected: ReadonlyMap<string, ReturnType<typeof expectedCalls>>;
    defaults: CallDefaults;
    seed: number;
  },
): StepsFindings['path'] {
  const matches = new Map(
    runs.flatMap((run) => {
      const path = expected.get(run.case);
      return path ? [[run, comparePaths(run.calls, path, defaults)] as const] : [];
    }),
  );
  if (matches.size === 0) return null;
  const known = [...matches.keys()];
  const envelopes = PATHS.map((name) => [
    name,
    rate(name, known, seed, (run) => Number(matches.get(run)?.[name] ?? 0)),
  ]);
  return Object.fromEntries(envelopes) as NonNullable<StepsFindings['path']>;
}

function efficiencyOf(
  runs: readonly MeasuredRun[],
  expected: ReadonlyMap<string, ReturnType<typeof expectedCalls>>,
  seed: number,
): StepsFindings['efficiency'] {
  const best = new Map(
    [...Map.groupBy(runs, (each) => each.case)].flatMap(([id, own]) => {
      const right = own.filter(({ success }) => success === 1).map(({ calls }) => calls.length);
      const shortest = expected.get(id)?.length ?? (right.length > 0 ? Math.min(...right) : null);
      return shortest === null ? [] : [[id, shortest] as const];
    }),
  );
  const extraOf = ({ case: id, calls }: MeasuredRun) => {
    const shortest = best.get(id);
    return shortest === undefined ? null : Math.max(0, calls.length - shortest);
  };
  const redundantOf = (run: MeasuredRun) => {
    const extra = extraOf(run);
    const shortest = best.get(run.case) ?? 0;
    return extra === null || shortest === 0 ? null : extra / shortest;
  };
  const meanOf = (name: string, valueOf: (run: MeasuredRun) => number | null) => {
    const values = [...meansByCase(runs, valueOf).values()];
    const interval = bootstrapMean(values, randomFrom('steps', name, seed));
    return {
      ...plainEnvelope(name, values.length > 0 ? mean(values) : null, values.length),
      ...(interval ? { ci: interval.ci, ciMethod: interval.method } : {}),
    };
  };
  return {
    calls: meanOf('calls', ({ calls }) => calls.length),
    extra: meanOf('extra', extraOf),
    redundant: meanOf('redundant', redundantOf),
    stuck: rate('stuck', runs, seed, ({ end }) => (end === 'loop' || end === 'capped' ? 1 : 0)),
  };
}

function problemsOf(runs: readonly MeasuredRun[]): StepsFindings['problems'] {
  const calls = runs.flatMap((run) => run.calls);
  const of = (problem: MadeCall['problem']) =>
    calls.filter((call) => call.problem === problem).length;
  return {
    calls: calls.length,
    unknownTool: of('unknown-tool'),
    noMock: of('no-mock'),
    invalidArguments: of('invalid-arguments'),
    cut: calls.filter(({ cut }) => cut !== undefined).length,
  };
}

const LONGEST = 500;

function listed(
  runs: readonly MeasuredRun[],
  original: readonly MeasuredRun[],
  defaults: CallDefaults,
): StepsFindings['trajectories'] {
  const references = new Map(original.toReversed().map((run) => [run.case, run]));
  return runs.map((run) => {
    const reference = references.get(run.case);
    const isCompared = reference && reference !== run && run.fault === null && isWhole(run);
    const { variant, case: id, repeat, fault, end, success } = run;
    return {
      ...{ variant, case: id, repeat, fault, end, success, text: run.text.slice(0, LONGEST) },
      reference: reference === run,
      calls: run.turns.flatMap((turn, step) =>
        callsOf({ turns: [turn] }, defaults).map(
          ({ name, args, output, fault: injected, problem }) => ({
            ...{ step: step + 1, name, arguments: { ...args }, output: output.slice(0, LONGEST) },
            ...(injected ? { fault: injected } : {}),
            ...(problem ? { problem } : {}),
          }),
        ),
      ),
      divergence: isCompared
        ? divergenceOf(firstDivergence(run.calls, reference.calls, defaults))
        : null,
    };
  });
}

const divergenceOf = (found: ReturnType<typeof firstDivergence>) =>
  found && { ...found, arguments: [...found.arguments] };
