import type { Trial } from '../plan/trial.js';
import type { CompletedOutcome } from './outcome.js';

/** Adds to an answer what its score needs and only another call can tell: a grade, a similarity, a meaning. */
export type AnswerStep = (outcome: CompletedOutcome, trial: Trial) => Promise<CompletedOutcome>;
