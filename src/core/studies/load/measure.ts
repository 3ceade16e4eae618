import { mean, meanOrNull, quantile } from '../../numbers/describe.js';
import { meansByCase } from '../../numbers/meansByCase.js';
import { randomFrom } from '../../numbers/random.js';
import type { RunResult } from '../../run/runPlan.js';
import { holm } from '../../score/statistics/holm.js';
import { signFlipP } from '../../score/statistics/signFlip.js';
import { SIGNIFICANCE } from '../../score/thresholds.js';
import { rateInterval } from '../../score/statistics/caseIntervals.js';
import type { Measured } from '../../study.js';
import { checkName } from '../../variants/instructions/instructionCheck.js';
import { conflictsIn } from '../../variants/instructions/conflicts.js';
import { withoutMarker, type Instruction } from '../../variants/instructions/instructions.js';
import { ORIGINAL } from '../../variants/makeVariants.js';
import { plainEnvelope, rateEnvelope } from '../caseEnvelope.js';
import { studyResult } from '../studyResult.js';
import {
  adherenceOf,
  answerLoads,
  costsOf,
  errorsOf,
  independentOf,
  jointOf,
  primacyOf,
  type AnswerLoad,
} from './adherence.js';
import type { LoadDesign } from './design.js';
import { patternOf, type Fit } from './pattern.js';
import { proposalsFor, type Proposal } from './proposals.js';
import { gradeOf } from './rubrics.js';
import { controlOf, triedProposals, type TriedLoads } from './tried.js';
import type { Load, LoadFindings } from './schema.js';

/** Share of answers that should follow everything. */
const TARGET = 0.8;

export function measureLoad({ design, run }: Measured<LoadDesign, null>): Load {
  const { instructions, given, plan, prompt } = design;
  const byId = new Map(instructions.map((each) => [each.id, each]));
  const loads = answerLoads(run.result.outcomes, byId, given);
  const written = loads.filter(({ variant }) => variant === ORIGINAL);
  const curve = curveOf(loads, plan.seed);
  const checked = instructions.filter(({ checks }) => checks.length > 0);
  const words = prompt.messages
    .filter(({ role }) => role !== 'assistant')
    .flatMap(({ content }) => content.split(/\s+/u).filter(Boolean)).length;
  const costs = clearCosts(checked, loads, plan.seed);
  const proposals = proposalsOf(design, run.passes);
  const answered = run.result.outcomes.filter((each) => each.status === 'completed');
  const joint = rateEnvelope('joint', ratesOf(written, jointOf), {
    ...{ random: randomFrom('joint', plan.seed), reason: 'empty' },
  });
  return studyResult('load', run, {
    findings: {
      instructions: instructions.map((each) => ({
        text: withoutMarker(each.text),
        line: each.range?.line ?? null,
        kind: each.kind,
        check: each.checks.length === 0 ? null : each.checks.map(checkName).join(', '),
        followed: followedRate(each.id, written),
        followedOverall: followedRate(each.id, loads),
        judged: each.checks.length === 0 ? gradeOf(each.id, answered) : null,
        cost: costs.get(each.id) ?? null,
      })),
      ...{ total: instructions.length, checked: checked.length },
      density: (100 * instructions.length) / Math.max(1, words),
      conflicts: conflictsIn(instructions),
      joint,
      independent: plainEnvelope(
        'independent',
        independentOf(written),
        new Set(written.map((each) => each.case)).size,
      ),
      curve,
      below: { target: TARGET, instructions: belowTarget(curve) },
      proposals: triedProposals(proposals, triedLoads(design, proposals, run.passes), {
        seed: plan.seed,
        placeOf: (id) => instructions.findIndex((each) => each.id === id),
      }),
      ...errorsOf(loads),
      primacy: primacyOf(loads),
      pattern: patternIn(curve),
    },
    notes: [],
  });
}

/** By the first pass. */
export function proposalsOf(
  { prompt, instructions, given, plan }: LoadDesign,
  [first]: readonly RunResult[],
): Proposal[] {
  const byId = new Map(instructions.map((each) => [each.id, each]));
  const loads = answerLoads(first?.outcomes ?? [], byId, given);
  const checked = instructions.filter(({ checks }) => checks.length > 0);
  const [costliest = null] = [...clearCosts(checked, loads, plan.seed)]
    .filter(([, cost]) => cost > 0)
    .toSorted(([, a], [, b]) => b - a)
    .map(([id]) => id);
  return proposalsFor(prompt, instructions, { loads, costliest });
}

/** Of the second pass; empty where there was none. */
function triedLoads(
  { instructions, given }: LoadDesign,
  proposals: readonly Proposal[],
  [, second]: readonly RunResult[],
): TriedLoads {
  const byId = new Map(instructions.map((each) => [each.id, each]));
  const wordings = proposals.flatMap((each) => each.wordings);
  const all = new Map([...given, ...wordings.map((each) => [each.id, each.given] as const)]);
  const loads = answerLoads(second?.outcomes ?? [], byId, all);
  return { control: controlOf(loads), loads };
}

/** One for each case. */
const ratesOf = (
  loads: readonly AnswerLoad[],
  valueOf: (load: AnswerLoad) => number | null,
): number[] => [...meansByCase(loads, valueOf).values()];

function followedRate(id: string, loads: readonly AnswerLoad[]): number | null {
  return meanOrNull(
    ratesOf(loads, ({ checked }) => {
      const own = checked.find((each) => each.id === id);
      return own === undefined ? null : own.followed ? 1 : 0;
    }),
  );
}

/** Mean cost to the others, of the instructions that clearly have one (sign flips over the others, Holm). */
function clearCosts(
  checked: readonly Instruction[],
  loads: readonly AnswerLoad[],
  seed: number,
): ReadonlyMap<string, number> {
  const all = checked.map(({ id }) => ({ id, costs: costsOf(id, loads) }));
  const random = randomFrom('load', seed, 'costs');
  const adjusted = holm(all.map(({ costs }) => signFlipP(costs, random)));
  return new Map(
    all.flatMap(({ id, costs }, at) =>
      (adjusted[at] ?? 1) < SIGNIFICANCE ? [[id, mean(costs)] as const] : [],
    ),
  );
}

function curveOf(loads: readonly AnswerLoad[], seed: number): LoadFindings['curve'] {
  const sizes = [...Map.groupBy(loads, ({ n }) => n)].toSorted(([a], [b]) => a - b);
  return sizes.map(([n, own]) => {
    const values = ratesOf(own, adherenceOf);
    const latencies = own.flatMap(({ latencyMs }) => latencyMs ?? []).toSorted((a, b) => a - b);
    const random = randomFrom('load', seed, n);
    return {
      n,
      adherence: meanOrNull(values),
      ci: values.length === 0 ? null : rateInterval(values, random).ci,
      joint: meanOrNull(ratesOf(own, jointOf)),
      independent: meanOfVariants(own),
      latencyMs: latencies.length === 0 ? null : quantile(latencies, 0.5),
      answers: own.length,
    };
  });
}

/** Single rates are those of one list of instructions; several lists of a size are averaged. */
const meanOfVariants = (loads: readonly AnswerLoad[]): number | null =>
  meanOrNull(
    [...Map.groupBy(loads, ({ variant }) => variant).values()].flatMap(
      (own) => independentOf(own) ?? [],
    ),
  );

/** From which density on every one lies below the target; a single dip before a good one is none. */
export function belowTarget(
  curve: readonly Pick<LoadFindings['curve'][number], 'n' | 'joint'>[],
): number | null {
  const known = curve.flatMap(({ n, joint }) => (joint === null ? [] : [{ n, joint }]));
  const lastKept = known.findLastIndex(({ joint }) => joint >= TARGET);
  return known[lastKept + 1]?.n ?? null;
}

function patternIn(curve: LoadFindings['curve']): LoadFindings['pattern'] {
  const points = curve.flatMap(({ n, adherence }) =>
    adherence === null ? [] : [{ n, adherence }],
  );
  const found = patternOf(points);
  if (!found) return null;
  const { code, gap, best } = found;
  return {
    ...{ code, gap, best: best.code, parameters: { ...best.parameters } },
    at90: reaches(best, 0.9),
    at50: reaches(best, 0.5),
  };
}

const FARTHEST = 1000;

function reaches({ at }: Fit, level: number): number | null {
  for (let n = 1; n <= FARTHEST; n++) if (at(n) <= level) return n;
  return null;
}
