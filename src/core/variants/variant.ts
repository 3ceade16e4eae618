import type { Prompt } from '../prompt/prompt.js';
import type { Message } from '../ports/model.js';
import type { Random } from '../numbers/random.js';
import type { LanguageCode } from '../text/languageWords.js';
import type { SignCode } from './meaning/signs.js';

/**
 * `original` and `generated` variants need no review. Those a model or a person wrote are `approved`, `pending` (sent and
 * shown, but not in any headline number), `rejected`, or `stale` (written for an earlier version). The last two are not sent.
 */
export type VariantStatus =
  'original' | 'generated' | 'approved' | 'pending' | 'rejected' | 'stale';

/** What a reviewer should look at. It turns nothing down. */
export interface Flag {
  readonly code: FlagCode;
  /** A sentence without its subject, the wording, and without a final period. */
  readonly text: string;
}
export type FlagCode = SignCode | 'repeats' | 'not-judged';

/** The result of the meaning check. Fields of steps that did not run are null or empty. */
export interface GateResult {
  /** Certain changes of meaning, one sentence each. */
  readonly invariants: readonly string[];
  /** Signs that the meaning may have changed; none for variants made by rule. */
  readonly flags: readonly Flag[];
  /** How likely the meaning has changed, in [0,1], to order the review; 1 if turned down; null for variants made by rule. */
  readonly risk: number | null;
  /** Share of the words that differ from the original's, in [0,1]. */
  readonly drift: number;
  /** Whether both have the same requirements; null if no model was asked or its reply could not be read. */
  readonly entails: boolean | null;
  /** Cosine of the two embeddings, in [-1,1]; null without an embedding model. */
  readonly cosine: number | null;
  /** Requirements of the original that a model did not find in the variant. */
  readonly missing: readonly string[];
  /** Requirements of the variant that a model did not find in the original. */
  readonly added: readonly string[];
}

/** The step that rejected a variant. `form`: no wording could be read from the model's reply. `drift`: it repeats another. */
export type GateStep = 'form' | 'invariants' | 'drift' | 'requirements';

/** A rejected candidate. */
export interface Rejection {
  readonly class: string;
  readonly change: string;
  readonly step: GateStep;
  readonly reason: string;
}

/** The prompt worded differently. Messages are templates: a case's inputs are filled in later. */
export interface Variant {
  readonly id: string;
  readonly class: string;
  /** Stress variants do not keep the meaning intact and are not part of any headline number. */
  readonly stress: boolean;
  /** What was changed, as a sentence for the user. */
  readonly change: string;
  readonly messages: readonly Message[];
  readonly gate: GateResult;
  readonly status: VariantStatus;
}

/** Fewer variants of a class than requested. */
export interface Shortfall {
  readonly class: string;
  readonly wanted: number;
  readonly made: number;
  readonly reason: string;
}

/** A variant before it has an id. */
export interface Rewording {
  readonly change: string;
  readonly messages: readonly Message[];
}

/** A rule-based variant class. A new one is a file with this and a row in `classes.ts`. */
export interface VariantClass {
  readonly id: string;
  readonly stress: boolean;
  /** Why a prompt has no variants of this class: the end of a sentence shown to the user. */
  readonly whenNone: string;
  /** The languages it has rules for; absent: its rules know no words. */
  readonly languages?: readonly LanguageCode[];
  /** Its variants may move text between messages of different roles. */
  readonly regroups?: true;
  /** Its variants may move sentences and items within a message. */
  readonly reorders?: true;
  /** All candidates in random order. The first that pass the certain rules are used. */
  rewordings(prompt: Prompt, context: RuleContext): Iterable<Rewording>;
}

export interface RuleContext {
  readonly random: Random;
  /** Words that no variant changes: labels, keys, names of tools. */
  readonly labels: readonly string[];
  /** The language of each message; null: not one of the supported ones. */
  readonly languages: readonly (LanguageCode | null)[];
}

/** Whether a variant counts in headline numbers: stress and pending variants do not. */
export const isCounted = ({ stress, status }: { stress: boolean; status: VariantStatus }) =>
  !stress && status !== 'pending';

/** Whether a rule or the judge turned it down, so that it is only sent if a person approves it all the same. */
export const isTurnedDown = ({ invariants, entails }: GateResult): boolean =>
  invariants.length > 0 || entails === false;
