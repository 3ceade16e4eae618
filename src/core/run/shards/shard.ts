/** A run spread over several machines: each takes every `of`-th case, and all of them look at the server in the same way. */

import { UserError } from '../../errors.js';
import type { Plan } from '../../plan/planRun.js';
import { cellKey } from '../../plan/trial.js';
import { worded } from '../../say/worded.js';

export interface Shard {
  /** 1-based. */
  readonly index: number;
  readonly of: number;
}

/** `2/4`. Throws `UserError` for anything else. */
export function parseShard(text: string): Shard {
  const [, index, of] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text.trim()) ?? []).map(Number);
  if (index === undefined || of === undefined || index < 1 || index > of)
    throw new UserError(worded`--shard ${text}: write which part of how many, for example 2/4.`);
  return { index, of };
}

/** Whether a case is one of the shard's own: a case stays whole, so that what compares its answers finds all of them. */
export function ownCases({ cases }: Pick<Plan, 'cases'>, { index, of }: Shard): Set<string> {
  const own = cases.filter((_, at) => at % of === index - 1);
  return new Set(own.map(({ id }) => id));
}

/**
 * The part of a plan that a shard sends: all trials of its own cases, and the whole probe of whether the server is
 * deterministic, because a few cells of it would tell too little. Nothing where no case is left for it, as of
 * the smaller prompts of a matrix.
 */
export function shardPlan(plan: Plan, shard: Shard): Plan {
  const own = ownCases(plan, shard);
  const probed = new Set(plan.trials.filter(({ probe }) => probe).map(cellKey));
  const isSent = (trial: Plan['trials'][number]) =>
    own.size > 0 &&
    (own.has(trial.case) || trial.probe || (trial.repeat === 1 && probed.has(cellKey(trial))));
  return {
    ...plan,
    trials: plan.trials.filter(isSent),
    fingerprint: `${plan.fingerprint}-${shard.index}-of-${shard.of}`,
  };
}
