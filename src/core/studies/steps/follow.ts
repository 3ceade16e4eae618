/** Follows every run through the passes: the outcome of pass n is the step n of the runs that had not ended before. */

import { trialKey, type TrialAddress } from '../../plan/trial.js';
import type { CompletedOutcome, Outcome } from '../../run/outcome.js';
import type { RunResult } from '../../run/runPlan.js';
import { callKeys } from '../../text/compareCalls.js';
import { callsMade, contentBeside, type ToolCall } from '../../text/toolCalls.js';
import { answered } from './tools.js';
import type { StepsDesign } from './design.js';
import {
  textOfFinal,
  type MadeCall,
  type Trajectory,
  type TrajectoryEnd,
  type Turn,
} from './trajectory.js';

/** As often the same step in a row is a loop: what tools answered did not change what the model does. */
const LOOP = 3;

export interface Followed extends Trajectory {
  /** The trial of its first step. */
  readonly first: TrialAddress;
  /** The last outcome, which holds the answer where there is one. */
  readonly last: Outcome;
  /** Whether it waits for a tool that nothing answers for yet. */
  readonly isWaiting: boolean;
}

/** The name of a case in a later step, so that the journal keeps the steps apart. */
export const stepId = (caseId: string, step: number) => `${caseId} · step ${step}`;

/** One for each trial of the design's plan that was asked, in plan order. */
export function followed(design: StepsDesign, passes: readonly RunResult[]): Followed[] {
  const later = new Map(
    passes.slice(1).flatMap(({ outcomes }) => outcomes.map((each) => [trialKey(each), each])),
  );
  return (passes[0]?.outcomes ?? []).flatMap((first): Followed[] => {
    if (first.status === 'skipped') return [];
    const { variant, repeat } = first;
    const { of, fault } = design.faulty.get(first.case) ?? { of: first.case, fault: null };
    const stepOf = (step: number) =>
      step === 1 ? first : later.get(trialKey({ ...first, case: stepId(first.case, step) }));
    const walked = walk(design, fault, stepOf);
    return [{ variant, case: of, repeat, fault, score: null, first, ...walked }];
  });
}

type Walked = Pick<Followed, 'turns' | 'end' | 'text' | 'last' | 'isWaiting'>;

function walk(
  design: StepsDesign,
  fault: Trajectory['fault'],
  stepOf: (step: number) => Outcome | undefined,
): Walked {
  const turns: Turn[] = [];
  let last = stepOf(1) as Outcome;
  const ended = (end: TrajectoryEnd, text = '', isWaiting = false): Walked => ({
    ...{ turns, end, text, last, isWaiting },
  });
  for (let step = 1; ; step++) {
    const outcome = stepOf(step);
    if (!outcome || outcome.status === 'skipped') return ended('open');
    last = outcome;
    if (outcome.status === 'failed') return ended('failed');
    const calls = callsMade(outcome.text);
    if (calls === null) return ended('unreadable', outcome.text);
    if (calls.length === 0) return ended('answered', outcome.text);
    const final = calls.find(({ name }) => name === design.final);
    if (final) return ended('answered', textOfFinal(final));
    const turn = turnOf(design, outcome, { calls, turns, fault });
    turns.push(turn);
    if (design.waits && turn.calls.some(({ problem }) => problem === 'no-mock'))
      return ended('open', '', true);
    if (isLoop(turns)) return ended('loop');
    if (step >= design.maxSteps) return ended('capped');
  }
}

function turnOf(
  { mocked }: StepsDesign,
  { text }: CompletedOutcome,
  {
    calls,
    turns,
    fault,
  }: { calls: readonly ToolCall[]; turns: readonly Turn[]; fault: Trajectory['fault'] },
): Turn {
  const earlier: MadeCall[] = turns.flatMap((turn) => turn.calls);
  const made: MadeCall[] = [];
  for (const call of calls) {
    const all = [...earlier, ...made];
    const isDue = fault !== null && all.every((each) => each.fault === undefined);
    const plain = answered(mocked, call, { earlier: all, fault: null });
    // A tool that is not there, or that nothing answers for, cannot fail in another way.
    const isAnswered = plain.problem !== 'unknown-tool' && plain.problem !== 'no-mock';
    made.push(isDue && isAnswered ? answered(mocked, call, { earlier: all, fault }) : plain);
  }
  return { content: contentBeside(text), calls: made };
}

function isLoop(turns: readonly Turn[]): boolean {
  const keys = turns
    .slice(-LOOP)
    .map(({ calls }) => JSON.stringify([callKeys(calls), calls.map(({ output }) => output)]));
  return keys.length === LOOP && new Set(keys).size === 1;
}
