import type { Outcome } from '../run/outcome.js';
import { createScoreMemory, type ScoreMemory } from '../score/memory.js';
import type { Observation } from '../score/observation.js';

/** What reading and scoring a run's outcomes worked out, for the next report of the same run. */
export interface RunMemory {
  readonly observed: WeakMap<Outcome, Observation>;
  readonly scores: ScoreMemory;
}

export const createRunMemory = (): RunMemory => ({
  observed: new WeakMap(),
  scores: createScoreMemory(),
});
