import type { ProviderFailure } from '../errors.js';
import { addressOf, type TrialAddress } from '../plan/trial.js';
import type { Token } from '../ports/model.js';
import type { Usage } from '../ports/usage.js';

/** What came of a trial. A failed call is an outcome, not an exception. */
export type Outcome = CompletedOutcome | FailedOutcome | SkippedOutcome;

/** Why a judge's reply could not be read: its call failed, or a limit of tokens cut the reply off. */
export type JudgeProblem = 'failed' | 'cut-off';

/** What a judge said of an answer. Scores are in [0,1], null where the judge's answer could not be read. */
export interface Grade {
  /** The check's name. */
  readonly check: string;
  readonly score: number | null;
  /** Whether it was judged again: in the same words (`repeated`) and in others (`reworded`). */
  readonly again: boolean;
  readonly repeated: number | null;
  readonly reworded: readonly (number | null)[];
  /** What the judge said where no score could be read; absent too where it was not asked any more. */
  readonly reply?: string;
  readonly problem?: JudgeProblem;
}

/** How near an answer is in meaning to a text, in [-1,1]; null where one of them could not be embedded. */
export interface Similarity {
  readonly text: string;
  readonly cosine: number | null;
}

/** Which answer to the same case this one says the same as, as a judge decided. */
export interface Meaning {
  /** The first answer of its group, normalised: its own text where it began one; null where the judge's reply was unreadable. */
  readonly of: string | null;
  /** Questions it took; absent where none was needed. */
  readonly asked?: number;
  /** Questions asked again with the answers in the other order, and those whose decision stayed. */
  readonly again?: number;
  readonly stayed?: number;
  /** What the judge said where no decision could be read. */
  readonly reply?: string;
  readonly problem?: JudgeProblem;
}

export const ENTAILMENTS = ['entailed', 'contradicted', 'untold'] as const;
export type EntailmentWord = (typeof ENTAILMENTS)[number];

/** What a judge says of a sentence of an answer, held against the context; null where its reply could not be read. */
export interface Entailment {
  readonly says: EntailmentWord | null;
  /** Asked again in the same words, and in others; absent where it was not. */
  readonly repeated?: EntailmentWord | null;
  readonly reworded?: EntailmentWord | null;
}

/** What a trial took in earlier parts of its run, where it was asked again. */
export interface Attempts {
  readonly requests: number;
  /** Null where the endpoint names nothing. */
  readonly usage: Usage | null;
}

export interface CompletedOutcome extends TrialAddress {
  readonly status: 'completed';
  /** The answer, without what was written before it. */
  readonly text: string;
  /** What the model wrote before its answer; absent where it wrote nothing. */
  readonly reasoning?: string;
  /** Kinds of content that were left out. */
  readonly leftOut?: readonly string[];
  readonly finishReason: string | null;
  readonly tokens: readonly Token[] | null;
  readonly usage: Usage | null;
  readonly latencyMs: number | null;
  readonly ttftMs: number | null;
  /** The model version the endpoint names; null where it names none. */
  readonly servedBy: string | null;
  /** True when the answer came from the cache and no request was sent. */
  readonly cached: boolean;
  /** HTTP requests this trial took in this part of the run, retries included; 0 when cached. */
  readonly requests: number;
  /** What requests before it took that failed, where the endpoint says; absent where none did. */
  readonly failedUsage?: Usage;
  /** Absent where no earlier part of the run asked. */
  readonly earlier?: Attempts;
  /** One for each judged check; absent where nothing is judged. */
  readonly grades?: readonly Grade[];
  /** One for each text a check compares the meaning with; absent where nothing embeds texts. */
  readonly similarities?: readonly Similarity[];
  /** One for each sentence; absent where they are not held against a context by a judge. */
  readonly entailments?: readonly Entailment[];
  /** Absent where meanings are not compared. */
  readonly meaning?: Meaning;
}

export interface FailedOutcome extends TrialAddress {
  readonly status: 'failed';
  readonly error: string;
  /** Of what kind the failure was, and the HTTP status; absent in runs from before they were kept. */
  readonly failure?: ProviderFailure;
  readonly httpStatus?: number;
  readonly requests: number;
  /** What they took, where the endpoint says; absent where it does not. */
  readonly failedUsage?: Usage;
  /** Absent where no earlier part of the run asked. */
  readonly earlier?: Attempts;
}

export interface SkippedOutcome extends TrialAddress {
  readonly status: 'skipped';
  /** `stopped-early`: more cases would not change the verdict. `waiting`: not asked yet, while a run goes on. */
  readonly reason: (typeof SKIP_REASONS)[number];
  /** What it took all the same: the run ended while its call was under way, or before all was asked about its answer. */
  readonly earlier?: Attempts;
}

export const SKIP_REASONS = [
  'deterministic',
  'stopped-early',
  'budget',
  'stopped',
  'cancelled',
  'waiting',
] as const;

export const skippedOutcome = (
  trial: TrialAddress,
  reason: SkippedOutcome['reason'],
  earlier: Attempts | null = null,
): SkippedOutcome => ({
  ...addressOf(trial),
  ...{ status: 'skipped', reason },
  ...(earlier ? { earlier } : {}),
});

/** The different texts that were answered, in their order. */
export const textsOf = (outcomes: readonly Outcome[]): ReadonlySet<string> =>
  new Set(outcomes.flatMap((each) => (each.status === 'completed' ? [each.text] : [])));
