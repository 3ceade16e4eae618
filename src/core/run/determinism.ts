/**
 * Notices a server that gives the same text every time: the cells of the plan's probe have been asked twice, at the run's own
 * concurrency, and not one differed. Further repeats would then measure nothing. Only a plan whose temperature is set to 0 has
 * a probe: where sampling is asked for, or a provider's own default, equal texts are luck.
 */

import type { Plan } from '../plan/planRun.js';
import { cellKey } from '../plan/trial.js';
import type { Outcome } from './outcome.js';

/** Fewer cells than this show nothing about the rest. */
const FEWEST_CELLS = 20;

export interface DeterminismWatch {
  observe(outcome: Outcome): void;
  /** The probe has told, or cannot tell any more. Repetitions beyond it wait for that. */
  readonly isTold: boolean;
  readonly told: Promise<void>;
  readonly deterministic: boolean;
  /** The run stops: nobody need wait any longer. */
  release(): void;
}

export function watchDeterminism({ trials }: Pick<Plan, 'trials'>): DeterminismWatch {
  const cells = new Set(trials.filter(({ probe }) => probe).map(cellKey));
  const conclusive = cells.size >= FEWEST_CELLS;
  const texts = new Map<string, string | null>();
  let same = 0;
  let isTold = false;
  let resolve: () => void = () => undefined;
  const told = new Promise<void>((tell) => (resolve = tell));
  const release = () => {
    isTold = true;
    resolve();
  };
  if (!conclusive) release();

  return {
    told,
    release,
    get isTold() {
      return isTold;
    },
    observe(outcome) {
      if (!conclusive || isTold || outcome.repeat > 2) return;
      const cell = cellKey(outcome);
      if (!cells.has(cell)) return;
      const text = outcome.status === 'completed' ? outcome.text : null;
      const other = texts.get(cell);
      if (other === undefined) {
        texts.set(cell, text);
        return;
      }
      // A single difference tells.
      if (text === null || text !== other) release();
      else if (++same === cells.size) release();
    },
    get deterministic() {
      return conclusive && same === cells.size;
    },
  };
}
