/** Plan → outcomes. Plain workers over one list; every outcome is in the journal before it counts. */

import type { ProviderError } from '../errors.js';
import type { Plan } from '../plan/planRun.js';
import { addressOf, type Trial, type TrialAddress } from '../plan/trial.js';
import { BudgetReached } from './budget.js';
import type { Caller } from './caller.js';
import { trialOutcome } from './callOutcome.js';
import { attemptsFor } from './paidTokens.js';
import { watchDeterminism, type DeterminismWatch } from './determinism.js';
import type { AnswerStep } from './answerStep.js';
import type { Journal } from './journal.js';
import { skippedOutcome, type Attempts, type Outcome, type SkippedOutcome } from './outcome.js';
import { watchHealth, type Health } from './variantHealth.js';

export interface RunOptions {
  readonly caller: Caller;
  readonly journal: Pick<Journal, 'write'> | null;
  /** Outcomes of an earlier part of the same run, by trial key: completed ones are not asked again. */
  readonly earlier: ReadonlyMap<string, Outcome>;
  /** What trials that are asked again took before, by trial key. */
  readonly attempts: ReadonlyMap<string, Attempts>;
  /** Trials that may be sent; absent: all of them. For the others, what there is of them counts, failures too. */
  readonly isAsked?: (trial: TrialAddress) => boolean;
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly onOutcome: (outcome: Outcome) => void;
  /** Asked of every answer in turn, before it counts. */
  readonly answerSteps?: readonly AnswerStep[];
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
  /** Null when nothing stopped the run. */
  readonly stopped: StopCause | null;
  /** Whether repeats stopped because the server gives the same text every time. */
  readonly deterministic: boolean;
}

/**
 * Rethrows what is thrown by anything but a call (an observer, the journal, the stopping rule), after the requests under
 * way have come to their end and are in the journal; no other is sent.
 */
export async function runPlan(plan: Plan, options: RunOptions): Promise<RunResult> {
  const run = new PlanRun(plan, options);
  run.countEarlier();
  const workers = Math.min(options.concurrency, plan.trials.length);
  await Promise.all(Array.from({ length: workers }, () => run.work()));
  return run.result();
}

type PlannedTrial = Plan['trials'][number];

/** The state the workers of one run share. */
class PlanRun {
  readonly #plan: Plan;
  readonly #options: RunOptions;
  readonly #outcomes = new Map<string, Outcome>();
  readonly #watch: DeterminismWatch;
  /** For trials whose answer came, and not what is asked about it. */
  readonly #paid = new Map<string, Attempts>();
  #next = 0;
  /** Trials of variants that seem to fail always, in plan order: they come last. */
  readonly #last: PlannedTrial[] = [];
  /** Repeats that wait for the probe, in plan order. */
  readonly #held: PlannedTrial[] = [];
  #released = 0;
  #stopped: StopCause | null = null;
  #stoppedEarly = false;
  readonly #health: Health;
  readonly #faults: unknown[] = [];
  readonly #halt = new AbortController();
  readonly #sending: AbortSignal;

  constructor(plan: Plan, options: RunOptions) {
    this.#plan = plan;
    this.#options = options;
    this.#watch = watchDeterminism(plan);
    this.#health = watchHealth(plan.variants.length, plan.cases.length);
    this.#sending = AbortSignal.any([options.signal, this.#halt.signal]);
  }

  /** Completed outcomes of an earlier part are not asked again. */
  countEarlier(): void {
    for (const trial of this.#plan.trials) {
      const earlier = this.#options.earlier.get(trial.key);
      if (earlier?.status !== 'completed') continue;
      this.#health.answered(trial);
      this.#count(trial.key, earlier);
    }
    this.#stopEarly();
  }

  /** Takes trials from the plan until nothing more is wanted. */
  async work(): Promise<void> {
    for (let trial = await this.#take(); trial; trial = await this.#take()) {
      try {
        if (this.#options.signal.aborted) this.#stop({ kind: 'cancelled' });
        if (this.#goesOn) await this.#runOrSkip(trial);
      } catch (error) {
        if (error instanceof BudgetReached) this.#stop({ kind: 'budget', message: error.message });
        else if (this.#options.signal.aborted) this.#stop({ kind: 'cancelled' });
        else this.#breakOff(error);
      }
    }
  }

  /** Whether further repeats are wanted is known when the probe has told: until then the trials after them go first. */
  async #take(): Promise<PlannedTrial | null> {
    while (this.#goesOn) {
      const { isTold } = this.#watch;
      const trial = this.#following();
      if (!trial && this.#released === this.#held.length) return null;
      if (!trial) await this.#watch.told;
      else if (this.#outcomes.has(trial.key)) continue;
      else if (isTold || trial.repeat === 1 || trial.probe) return trial;
      else this.#held.push(trial);
    }
    return null;
  }

  #following(): PlannedTrial | undefined {
    const isWaiting = this.#released < this.#held.length;
    if (this.#watch.isTold && isWaiting) return this.#held[this.#released++];
    for (
      let trial = this.#plan.trials[this.#next++];
      trial;
      trial = this.#plan.trials[this.#next++]
    ) {
      if (!this.#health.canWait(trial)) return trial;
      this.#last.push(trial);
    }
    return this.#last.shift();
  }

  result(): RunResult {
    if (this.#faults.length > 0) throw this.#faults[0];
    const { deterministic } = this.#watch;
    const stopped = this.#stopped;
    const reason = this.#stoppedEarly ? 'stopped-early' : REASONS[stopped?.kind ?? 'provider'];
    const reasonFor = ({ repeat }: Trial) =>
      this.#stoppedEarly && repeat > 1 && deterministic ? 'deterministic' : reason;
    return {
      outcomes: this.#plan.trials.map(
        (trial) => this.#outcomes.get(trial.key) ?? this.#notAsked(trial, reasonFor(trial)),
      ),
      stopped,
      deterministic,
    };
  }

  get #goesOn(): boolean {
    return this.#stopped === null && !this.#stoppedEarly && this.#faults.length === 0;
  }

  async #runOrSkip(trial: PlannedTrial): Promise<void> {
    if (trial.repeat > 1 && this.#watch.deterministic)
      this.#count(trial.key, this.#notAsked(trial, 'deterministic'));
    else if (this.#options.isAsked?.(trial) === false)
      this.#count(trial.key, this.#notAsked(trial, 'waiting'));
    else await this.#run(trial);
    this.#stopEarly();
  }

  /** A failure of an earlier part stays one, and what was paid stays known. */
  #notAsked(trial: PlannedTrial, reason: SkippedOutcome['reason']): Outcome {
    const earlier = this.#options.earlier.get(trial.key);
    const paid = this.#paid.get(trial.key) ?? null;
    if (paid === null && earlier && earlier.status !== 'skipped') return earlier;
    return skippedOutcome(trial, reason, paid ?? earlier?.earlier);
  }

  async #run(trial: PlannedTrial): Promise<void> {
    const { caller, journal, signal, answerSteps = [] } = this.#options;
    const once = this.#health.isHopeless(trial);
    const onceLimited = this.#health.isPassedOver(trial);
    const asked = { repeat: trial.repeat, trial: addressOf(trial) };
    let sent = 0;
    const onSent = () => void (sent += 1);
    const context = { ...asked, signal, sending: this.#sending, once, onceLimited, onSent };
    const before = this.#options.attempts.get(trial.key);
    const result = await caller
      .call(this.#plan.requestOf(trial), context)
      .catch(async (error: unknown) => {
        // Whoever cancels may be charged for what was under way.
        const requests = (before?.requests ?? 0) + sent;
        if (sent > 0) await this.#keepPaid(trial, { requests, usage: before?.usage ?? null });
        throw error;
      });
    let outcome: Outcome = trialOutcome(trial, result, before);
    try {
      for (const step of answerSteps) {
        if (outcome.status !== 'completed') break;
        // Without its steps the outcome is not whole: as after a cancelled run, it is asked for again.
        this.#halt.signal.throwIfAborted();
        outcome = await step(outcome, trial);
      }
    } catch (error) {
      await this.#keepPaid(trial, attemptsFor(outcome));
      throw error;
    }
    await journal?.write(outcome);
    if ('error' in result) this.#weighFailure(trial, result.error);
    else this.#health.answered(trial);
    this.#count(trial.key, outcome);
  }

  /** Of a trial that is not whole: what it took stays known, also to whoever goes on. */
  async #keepPaid(trial: PlannedTrial, attempts: Attempts | null): Promise<void> {
    if (!attempts) return;
    this.#paid.set(trial.key, attempts);
    await this.#options.journal?.write(skippedOutcome(trial, 'waiting', attempts));
  }

  #count(key: string, outcome: Outcome): void {
    this.#outcomes.set(key, outcome);
    this.#watch.observe(outcome);
    try {
      this.#options.onOutcome(outcome);
    } catch (error) {
      this.#breakOff(error);
    }
  }

  #stopEarly(): void {
    if (!this.#goesOn || !this.#options.shouldStop(this.#outcomes, this.#watch.deterministic))
      return;
    this.#stoppedEarly = true;
    this.#watch.release();
  }

  #stop(cause: StopCause): void {
    if (!this.#stoppedEarly) this.#stopped ??= cause;
    this.#watch.release();
  }

  #breakOff(error: unknown): void {
    this.#faults.push(error);
    this.#halt.abort(error);
    this.#watch.release();
  }

  /** Stops the run when the endpoint is taken to be down. */
  #weighFailure(trial: Trial, error: ProviderError): void {
    if (this.#health.failed(trial, error)) this.#stop({ kind: 'provider', message: error.message });
  }
}

const REASONS: Record<StopCause['kind'], SkippedOutcome['reason']> = {
  cancelled: 'cancelled',
  budget: 'budget',
  provider: 'stopped',
};
