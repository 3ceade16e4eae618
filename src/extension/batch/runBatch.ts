/** Tests of several prompts, one after the other, that the user agreed to once and that share one budget. Plain: owns no view. */

import type { RunEnd } from '../entryPhase.js';

/** What a run takes at most. */
export interface Takes {
  readonly calls: number;
  /** US dollars; null where the price is unknown. */
  readonly costUsd: number | null;
  /** What in the cases looks like personal data and would leave this machine. */
  readonly findings: readonly string[];
}

export interface BatchTotal extends Takes {
  /** How many prompts are to be tested. */
  readonly prompts: number;
  /** How many of them have calls that are not known before they begin; `calls` and `costUsd` are without them. */
  readonly unknown: number;
  /** How many are skipped because they have no cases. */
  readonly withoutCases: number;
}

/** `calls` and `usd`: at most; null is no limit. */
export interface Budget {
  readonly calls: number | null;
  readonly usd: number | null;
}

export interface Spent {
  readonly calls: number;
  readonly usd: number;
}

/** How the test of one prompt of a batch ended, and what it took. */
export interface BatchRun {
  readonly end: RunEnd;
  readonly spent: Spent;
}

export interface BatchPorts<Job> {
  readonly signal: AbortSignal;
  /** `none`: it has no cases, so there is nothing to test. Null where what it takes cannot be known beforehand. */
  estimate(job: Job): Promise<Takes | 'none' | null>;
  /** Asks once, before anything is sent. Null: nothing is. */
  agree(total: BatchTotal): Promise<Budget | null>;
  /** `isAgreed`: what it takes was in the total, so that nothing is asked again. */
  run(job: Job, limits: { left: Budget; isAgreed: boolean }): Promise<BatchRun>;
  /** Told of each that is not tested: it has no cases, was declined or cancelled, or the budget is used up. */
  skip(job: Job): void;
}

export interface BatchEnd {
  /** In the order they were asked for, without those that were skipped. */
  readonly ends: readonly RunEnd[];
  readonly skipped: number;
  readonly spent: Spent;
  readonly isDeclined: boolean;
}

export async function runBatch<Job>(
  jobs: readonly Job[],
  ports: BatchPorts<Job>,
): Promise<BatchEnd> {
  const wanted: { readonly job: Job; readonly takes: Takes | null }[] = [];
  let skipped = 0;
  const skip = (job: Job) => {
    skipped += 1;
    ports.skip(job);
  };
  for (const job of jobs) {
    if (ports.signal.aborted) skip(job);
    else {
      const takes = await ports.estimate(job);
      if (takes === 'none') skip(job);
      else wanted.push({ job, takes });
    }
  }
  const total = totalOf(
    wanted.map(({ takes }) => takes),
    skipped,
  );
  const budget = wanted.length === 0 ? null : await ports.agree(total);
  const ends: RunEnd[] = [];
  let spent: Spent = { calls: 0, usd: 0 };
  for (const { job, takes } of wanted) {
    const left = budget && leftOf(budget, spent);
    if (!left || isUsedUp(left) || ports.signal.aborted) {
      skip(job);
      continue;
    }
    const run = await ports.run(job, { left, isAgreed: takes !== null });
    ends.push(run.end);
    spent = { calls: spent.calls + run.spent.calls, usd: spent.usd + run.spent.usd };
  }
  return { ends, skipped, spent, isDeclined: wanted.length > 0 && budget === null };
}

/** Of costs, null where any is unknown. */
export function totalOf(all: readonly (Takes | null)[], withoutCases: number): BatchTotal {
  const known = all.filter((takes) => takes !== null);
  const costs = known.map(({ costUsd }) => costUsd).filter((cost) => cost !== null);
  return {
    prompts: all.length,
    unknown: all.length - known.length,
    withoutCases,
    calls: known.reduce((sum, { calls }) => sum + calls, 0),
    costUsd: costs.length < known.length ? null : costs.reduce((sum, cost) => sum + cost, 0),
    findings: [...new Set(known.flatMap(({ findings }) => findings))],
  };
}

const leftOf = ({ calls, usd }: Budget, spent: Spent): Budget => ({
  calls: calls === null ? null : Math.max(0, calls - spent.calls),
  usd: usd === null ? null : Math.max(0, usd - spent.usd),
});

const isUsedUp = ({ calls, usd }: Budget) => calls === 0 || usd === 0;
