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
  /** Resolves when the probe has told, or cannot tell any more. Repetitions beyond it wait for that. */
  readonly told: Promise<void>;
  /** The run stops: nobody need wait any longer. */
  release(): void;
}

export function watchDeterminism(plan: Plan): DeterminismWatch {
  const pending = new Set(plan.trials.filter(({ probe }) => probe).map(({ key }) => key));
  // Whoever asks for sampling gets sampling: equal texts are then luck, and luck says nothing of the server.
  const sampling = (plan.prompt.parameters.temperature ?? 0) > 0;
  const conclusive = pending.size >= PROBE_CELLS && !sampling;
  const firstTexts = new Map<string, string>();
  const secondTexts = new Map<string, string>();
  let differs = false;
  let release: () => void = () => undefined;
  const told = new Promise<void>((resolve) => (release = resolve));
  if (!conclusive) release();

  const firstOf = (outcome: Outcome) => trialKey({ ...outcome, repeat: 1 });
  const compare = () => {
    for (const [cell, text] of secondTexts) differs ||= firstTexts.get(cell) !== text;
    release();
  };
  return {
    told,
    release: () => release(),
    observe(outcome) {
      if (!conclusive || outcome.repeat > 2) return;
      const key = trialKey(outcome);
      if (outcome.repeat === 1) {
        if (outcome.status === 'completed') firstTexts.set(key, outcome.text);
        return;
      }
      if (!pending.delete(key)) return;
      if (outcome.status === 'completed') secondTexts.set(firstOf(outcome), outcome.text);
      else differs = true;
      if (pending.size === 0) compare();
    },
    get deterministic() {
      return conclusive && pending.size === 0 && !differs;
    },
  };
}
