/** The result of traces, in the form of the study's own runs. */

import { costOf } from '../../core/plan/callEstimate.js';
import { fingerprint } from '../../core/prompt/fingerprint.js';
import { prescribedRefusals } from '../../core/prompt/prescribedRefusal.js';
import type { Prompt } from '../../core/prompt/prompt.js';
import { stepsDrift, type StepsDrift } from '../../core/studies/steps/overTime.js';
import { findingsOf, type RunsContext } from '../../core/studies/steps/findings.js';
import type { StepsResult } from '../../core/studies/steps/schema.js';
import { scoredRuns } from '../../core/studies/steps/scoreRuns.js';
import type { Trajectory } from '../../core/studies/steps/trajectory.js';
import { ORIGINAL } from '../../core/variants/makeVariants.js';
import { FILE_SHOTS } from '../../core/variants/shots/configuration.js';
import type { TracedRun } from './tracedRuns.js';

const SEED = 1;

export interface TraceFindings {
  readonly file: string;
  readonly runs: number;
  /** Runs that ask none of the prompt's cases. */
  readonly unmatched: number;
  /** Runs whose texts were not recorded. */
  readonly withoutText: number;
  /** How often an agent took over from another. */
  readonly handOvers: readonly { readonly from: string; readonly to: string; readonly n: number }[];
  /** Runs before and from a day on; null where no case has scored runs on both sides. */
  readonly drift: StepsDrift | null;
  /** The same runs by the day they began. */
  readonly days: readonly {
    readonly day: string;
    readonly runs: number;
    readonly success: number | null;
    readonly calls: number | null;
  }[];
}

export function traceResult(
  prompt: Prompt,
  runs: readonly TracedRun[],
  { file, startedAt, since }: { file: string; startedAt: string; since?: string | undefined },
): StepsResult & { traces: TraceFindings } {
  const context = contextOf(prompt, runs);
  const scored = scoredOf(prompt, runs);
  const findings = findingsOf(scored, context);
  const calls = runs.reduce((sum, { trace }) => sum + trace.modelCalls, 0);
  const [first] = runs;
  return {
    ...{ version: 1, study: 'steps', startedAt },
    prompt: {
      ...{ path: prompt.path, name: prompt.name },
      fingerprint: fingerprint(prompt.messages),
    },
    models: modelsOf(runs).map((id) => ({ id, endpoint: file, recorded: true })),
    plan: {
      ...{ variants: context.variants.length, shots: [FILE_SHOTS], seed: SEED, trials: calls },
      cases: new Set(runs.map((each) => each.case)).size,
      repeats: Math.max(first?.repeat ?? 1, ...runs.map(({ repeat }) => repeat)),
    },
    totals: {
      ...{ planned: calls, completed: calls, failed: 0, skipped: 0, cached: 0 },
      ...{ requests: calls, retries: 0 },
    },
    usage: {
      promptTokens: runs.reduce((sum, { trace }) => sum + trace.usage.promptTokens, 0),
      completionTokens: runs.reduce((sum, { trace }) => sum + trace.usage.completionTokens, 0),
    },
    ...{ costUsd: null, stopped: null, deterministic: false, notes: [] },
    findings,
    traces: {
      ...{ file, runs: runs.length, unmatched: runs.filter(({ isKnown }) => !isKnown).length },
      withoutText: runs.filter(({ trace }) => trace.text === null).length,
      handOvers: handOversOf(runs),
      drift: stepsDrift(datedRuns(runs, findings), since),
      days: daysOf(runs, scored, context),
    },
  };
}

/** Answers that were not recorded are not scored: nobody knows whether they were right. */
const scoredOf = (prompt: Prompt, runs: readonly TracedRun[]): Trajectory[] =>
  scoredRuns(prompt, runs, (usage) => costOf(usage, null)).map((run, at) =>
    runs[at]?.trace.text === null && run.text === '' ? { ...run, score: null } : run,
  );

function contextOf(prompt: Prompt, runs: readonly TracedRun[]): RunsContext {
  const variants = [...new Set(runs.map(({ variant }) => variant))];
  const original = variants.includes(ORIGINAL) ? ORIGINAL : variants[0];
  return {
    ...{ cases: prompt.cases, tools: prompt.tools, maxSteps: null, seed: SEED },
    variants: [
      ...(original === undefined ? [] : [original]),
      ...variants.filter((id) => id !== original),
    ],
    deterministic: false,
    refusals: prescribedRefusals(prompt),
  };
}

const modelsOf = (runs: readonly TracedRun[]): string[] => {
  const named = [...new Set(runs.flatMap(({ trace }) => trace.model ?? []))];
  return named.length > 0 ? named : ['not named'];
};

function handOversOf(runs: readonly TracedRun[]): TraceFindings['handOvers'] {
  const found = new Map<string, { from: string; to: string; n: number }>();
  for (const { agents } of runs.map(({ trace }) => trace))
    agents.slice(1).forEach((to, at) => {
      const from = agents[at] ?? '';
      const key = JSON.stringify([from, to]);
      const counted = found.get(key) ?? { from, to, n: 0 };
      found.set(key, { ...counted, n: counted.n + 1 });
    });
  return [...found.values()].toSorted((a, b) => b.n - a.n);
}

function datedRuns(runs: readonly TracedRun[], { trajectories }: StepsResult['findings']) {
  const keyOf = ({ variant, case: id, repeat }: Pick<Trajectory, 'variant' | 'case' | 'repeat'>) =>
    JSON.stringify([variant, id, repeat]);
  const success = new Map(trajectories.map((each) => [keyOf(each), each.success]));
  return runs.flatMap((run) =>
    run.trace.day === null
      ? []
      : [{ case: run.case, day: run.trace.day, success: success.get(keyOf(run)) ?? null }],
  );
}

function daysOf(
  runs: readonly TracedRun[],
  scored: readonly Trajectory[],
  context: RunsContext,
): TraceFindings['days'] {
  const dated = scored.flatMap((run, at) => {
    const day = runs[at]?.trace.day ?? null;
    return day === null ? [] : [{ day, run }];
  });
  return [...Map.groupBy(dated, ({ day }) => day)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, own]) => {
      const found = findingsOf(
        own.map(({ run }) => run),
        context,
      );
      return {
        ...{ day, runs: own.length },
        success: found.success.value,
        calls: found.efficiency.calls.value,
      };
    });
}
