import type { Message, Prompt } from '../prompt/prompt.js';
import type { Random } from '../random.js';

/**
 * `original` and `generated` wordings need no review; a model's or a person's wordings are `approved`, `pending` (run and
 * shown, outside every headline number), `rejected` or `stale` (made for an earlier version of the prompt; neither is sent).
 */
export type VariantStatus =
  'original' | 'generated' | 'approved' | 'pending' | 'rejected' | 'stale';

/** What the meaning gate found; `entails` is null where no model was asked. */
export interface GateResult {
  /** Empty when nothing that must not change did. */
  readonly invariants: readonly string[];
  /** Share of the words that differ from the original's, in [0,1]. */
  readonly drift: number;
  readonly entails: boolean | null;
}

/** The prompt worded differently. Messages are templates: a case's inputs are put in later. */
export interface Variant {
  readonly id: string;
  readonly class: string;
  /** Stress variants are no paraphrases; they stand outside every headline number. */
  readonly stress: boolean;
  /** What is worded differently, in a sentence a person can check. */
  readonly change: string;
  readonly messages: readonly Message[];
  readonly gate: GateResult;
  readonly status: VariantStatus;
}

/** One way of rewording, before it has an id. */
export interface Rewording {
  readonly change: string;
  readonly messages: readonly Message[];
}

/** A class of rewordings made by rule. A new class is one file with this and one row in `classes.ts`. */
export interface VariantClass {
  readonly id: string;
  readonly stress: boolean;
  /** Why the class has nothing to offer for a prompt that gives no rewordings, to be said to the user. */
  readonly whenNone: string;
  /** All rewordings worth trying, in random order: the first that hold the invariants are taken. */
  rewordings(prompt: Prompt, context: { random: Random; labels: readonly string[] }): Rewording[];
}

/** Whether a wording stands in the headline numbers: stress variants and those that wait for a person do not. */
export const isCounted = ({ stress, status }: { stress: boolean; status: VariantStatus }) =>
  !stress && status !== 'pending';
