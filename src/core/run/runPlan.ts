/** Plan → outcomes. Plain workers over one list; every outcome is in the journal before it counts. */

import type { ProviderError } from '../errors.js';
import type { Plan } from '../plan/planRun.js';
import type { Trial } from '../plan/trial.js';
import { BudgetReached } from './budget.js';
import type { Caller } from './caller.js';
import { watchDeterminism } from './determinism.js';
import type { LookAtAnswer } from './judge.js';
import type { Journal } from './journal.js';
import type { Outcome, SkippedOutcome } from './outcome.js';

export interface RunOptions {
  readonly caller: Caller;
  readonly journal: Pick<Journal, 'write'> | null;
  /** Outcomes of an earlier part of the same run, by trial key: completed ones are not asked again. */
  readonly earlier: ReadonlyMap<string, Outcome>;
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly onOutcome: (outcome: Outcome) => void;
  /** Asked of every answer in turn, before it counts. */
  readonly looks?: readonly LookAtAnswer[];
  /** Asked after every outcome, with all there are by trial key: true ends the run, since more calls would tell no more. */
  readonly shouldStop: (outcomes: ReadonlyMap<string, Outcome>, deterministic: boolean) => boolean;
}

export type StopCause =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'budget'; readonly message: string }
  | { readonly kind: 'provider'; readonly message: string };

export interface RunResult {
  /** One for every trial of the plan, in plan order. */
  readonly outcomes: readonly Outcome[];
  /** Null when nothing broke the run off. */
  readonly stopped: StopCause | null;
  /** Whether repeats stopped because the server gives the same text every time. */
  readonly deterministic: boolean;
}

/** After this many calls in a row have failed for good, the endpoint is taken to be down. */
const FAILURES_IN_A_ROW = 5;

/**
 * Rethrows what is thrown by anything but a call (an observer, the journal, the stopping rule), after the requests under
 * way have come to their end and are in the journal; no other is sent.
 */
export async function runPlan(plan: Plan, options: RunOptions): Promise<RunResult> {
  const { caller, journal, signal } = options;
  const outcomes = new Map<string, Outcome>();
  const watch = watchDeterminism(plan);
  let stopped: StopCause | null = null;
  let settled = false;
  let failuresInARow = 0;
  let answered = false;
  const faults: unknown[] = [];
  const halt = new AbortController();
  const sending = AbortSignal.any([signal, halt.signal]);

  const breakOff = (error: unknown) => {
    faults.push(error);
    halt.abort(error);
    watch.release();
  };
  const stop = (cause: StopCause) => {
    if (!settled) stopped ??= cause;
    watch.release();
  };
  const count = (key: string, outcome: Outcome) => {
    outcomes.set(key, outcome);
    watch.observe(outcome);
    try {
      options.onOutcome(outcome);
    } catch (error) {
      breakOff(error);
    }
  };
  const settle = () => {
    if (settled || stopped !== null || !options.shouldStop(outcomes, watch.deterministic)) return;
    settled = true;
    watch.release();
  };
  const judgeFailure = (error: ProviderError) => {
    failuresInARow += 1;
    const dead = error.fatal || (error.failure === 'unreachable' && !answered);
    if (dead || (error.retryable && failuresInARow >= FAILURES_IN_A_ROW)) {
      stop({ kind: 'provider', message: error.message });
    }
  };
  const run = async (trial: Trial) => {
    const result = await caller.call(plan.requestOf(trial), {
      repeat: trial.repeat,
      signal,
      sending,
    });
    let outcome = outcomeOf(trial, result);
    for (const look of options.looks ?? []) {
      if (outcome.status !== 'completed') break;
      // Without its looks the outcome is not whole: as after a cancelled run, it is asked for again.
      halt.signal.throwIfAborted();
      outcome = await look(outcome, trial);
    }
    await journal?.write(outcome);
    if ('error' in result) judgeFailure(result.error);
    else {
      failuresInARow = 0;
      answered = true;
    }
    count(trial.key, outcome);
    settle();
  };

  for (const { key } of plan.trials) {
    const earlier = options.earlier.get(key);
    if (earlier?.status === 'completed') count(key, earlier);
  }
  settle();
  const lastProbe = plan.trials.findLastIndex(({ probe }) => probe);
  let next = 0;
  const whyStopped = (): StopCause | null => stopped;
  const goesOn = () => stopped === null && !settled && faults.length === 0;
  const work = async () => {
    while (goesOn() && next < plan.trials.length) {
      const place = next++;
      const trial = plan.trials[place];
      if (!trial || outcomes.has(trial.key)) continue;
      try {
        // Whether further repetitions are wanted is known when the probe, which is all under way by then, has told.
        if (trial.repeat > 1 && place > lastProbe) await watch.told;
        if (signal.aborted) stop({ kind: 'cancelled' });
        if (!goesOn()) break;
        if (trial.repeat > 1 && watch.deterministic) {
          count(trial.key, skipped(trial, 'deterministic'));
          settle();
          continue;
        }
        await run(trial);
      } catch (error) {
        if (error instanceof BudgetReached) stop({ kind: 'budget', message: error.message });
        else if (signal.aborted) stop({ kind: 'cancelled' });
        else breakOff(error);
      }
    }
  };
  await Promise.all(
    Array.from({ length: Math.min(options.concurrency, plan.trials.length) }, work),
  );
  if (faults.length > 0) throw faults[0];
  const reason = settled ? 'settled' : SKIP_REASONS[whyStopped()?.kind ?? 'provider'];
  const reasonFor = ({ repeat }: Trial) =>
    settled && repeat > 1 && watch.deterministic ? 'deterministic' : reason;
  return {
    outcomes: plan.trials.map(
      (trial) => outcomes.get(trial.key) ?? skipped(trial, reasonFor(trial)),
    ),
    stopped,
    deterministic: watch.deterministic,
  };
}

const SKIP_REASONS: Record<StopCause['kind'], SkippedOutcome['reason']> = {
  cancelled: 'cancelled',
  budget: 'budget',
  provider: 'stopped',
};

const addressOf = ({ variant, shots, case: caseId, repeat }: Trial) => ({
  variant,
  shots,
  case: caseId,
  repeat,
});

const skipped = (trial: Trial, reason: SkippedOutcome['reason']): Outcome => ({
  ...addressOf(trial),
  status: 'skipped',
  reason,
});

function outcomeOf(trial: Trial, result: Awaited<ReturnType<Caller['call']>>): Outcome {
  const address = addressOf(trial);
  if ('error' in result) {
    return { ...address, status: 'failed', error: result.error.message, requests: result.requests };
  }
  const { completion, cached, requests } = result;
  const { text, finishReason, tokens, usage, latencyMs, ttftMs, servedBy } = completion;
  return {
    ...address,
    status: 'completed',
    text,
    finishReason,
    tokens,
    usage,
    latencyMs,
    ttftMs,
    servedBy: [servedBy.model, servedBy.fingerprint].filter(Boolean).join(' ') || null,
    cached,
    requests,
  };
}
