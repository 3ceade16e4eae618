import type { Prompt } from '../prompt/prompt.js';
import type { Message } from '../ports/model.js';
import type { Random } from '../numbers/random.js';

/**
 * `original` and `generated` wordings need no review; a model's or a person's wordings are `approved`, `pending` (run and
 * shown, outside every headline number), `rejected` or `stale` (made for an earlier version of the prompt; neither is sent).
 */
export type VariantStatus =
  'original' | 'generated' | 'approved' | 'pending' | 'rejected' | 'stale';

/** What the meaning gate found. What a step that was not taken would have found is null or empty. */
export interface GateResult {
  /** Empty when nothing that must not change did. */
  readonly invariants: readonly string[];
  /** Share of the words that differ from the original's, in [0,1]. */
  readonly drift: number;
  /** Whether each wording requires what the other does; null where no model was asked. */
  readonly entails: boolean | null;
  /** Cosine of the two wordings' embeddings, in [-1,1]; null where nothing embeds texts. */
  readonly cosine: number | null;
  /** Requirements of the original that a model missed in the wording. */
  readonly missing: readonly string[];
  /** Requirements of the wording that a model missed in the original. */
  readonly added: readonly string[];
}

/** Where a wording was turned down: `form` is a model's answer that could not be read as one. */
export type GateStep = 'form' | 'invariants' | 'drift' | 'requirements';

/** A wording that was tried and not taken. */
export interface Rejection {
  readonly class: string;
  readonly change: string;
  readonly step: GateStep;
  readonly reason: string;
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

/** Fewer variants of a class than were wanted. */
export interface Shortfall {
  readonly class: string;
  readonly wanted: number;
  readonly made: number;
  readonly reason: string;
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
  /** Its rewordings may move text between messages of different roles. */
  readonly regroups?: true;
  /** All rewordings worth trying, in random order: the first that hold the invariants are taken. */
  rewordings(
    prompt: Prompt,
    context: { random: Random; labels: readonly string[] },
  ): Iterable<Rewording>;
}

/** Whether a wording stands in the headline numbers: stress variants and those that wait for a person do not. */
export const isCounted = ({ stress, status }: { stress: boolean; status: VariantStatus }) =>
  !stress && status !== 'pending';
