/**
 * Notices a server that gives the same text every time: the probe's cells, spread over all variants, have been asked
 * twice at the run's own concurrency and not one differed. Further repeats would then measure nothing.
 */

import { PROBE_CELLS } from '../plan/order.js';
import type { Plan } from '../plan/planRun.js';
import { trialKey } from '../plan/trial.js';
import type { Outcome } from './outcome.js';

export interface DeterminismWatch {
  observe(outcome: Outcome): void;
  readonly deterministic: boolean;
}

export function watchDeterminism(plan: Plan): DeterminismWatch {
  const pending = new Set(plan.trials.filter(({ probe }) => probe).map(({ key }) => key));
  // Whoever asks for sampling gets sampling: equal texts are then luck, and luck says nothing of the server.
  const sampling = (plan.prompt.parameters.temperature ?? 0) > 0;
  const conclusive = pending.size >= PROBE_CELLS && !sampling;
  const firstTexts = new Map<string, string>();
  const secondTexts = new Map<string, string>();
  let differs = false;

  const firstOf = (outcome: Outcome) => trialKey({ ...outcome, repeat: 1 });
  return {
    observe(outcome) {
      if (!conclusive || outcome.status !== 'completed' || outcome.repeat > 2) return;
      const key = trialKey(outcome);
      if (outcome.repeat === 1) firstTexts.set(key, outcome.text);
      else if (pending.delete(key)) secondTexts.set(firstOf(outcome), outcome.text);
      if (pending.size > 0) return;
      for (const [cell, text] of secondTexts) differs ||= firstTexts.get(cell) !== text;
    },
    get deterministic() {
      return conclusive && pending.size === 0 && !differs;
    },
  };
}
