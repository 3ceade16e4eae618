import type { Outcome } from '../../run/outcome.js';
import { createScoreCache, type ScoreCache } from '../../score/scoreCache.js';
import type { Answer } from '../../answers/answer.js';

/** What reading and scoring a run's outcomes worked out, for the next report of the same run. */
export interface RunMemory {
  readonly observed: WeakMap<Outcome, Answer>;
  readonly scores: ScoreCache;
}

export const createRunMemory = (): RunMemory => ({
  observed: new WeakMap(),
  scores: createScoreCache(),
});
