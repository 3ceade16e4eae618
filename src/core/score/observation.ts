import type { ScoreMemory } from './memory.js';

/** An answer as the metrics see it: where it stands in the grid, what it says, how right it is. */
export interface Observation {
  readonly variant: string;
  readonly shots: string;
  readonly case: string;
  /** 1-based. */
  readonly repeat: number;
  readonly text: string;
  /** The answer read out of the text (a label, a JSON value, calls, the text normalised); null when it could not be read. */
  readonly answer: string | null;
  /** 0…1; null where nothing says what is right. */
  readonly score: number | null;
  readonly truncated: boolean;
  /**
   * Where a judge scored the answer and was asked again: the share of the same decisions when asked in other words, and of the
   * same scores when asked in the same.
   */
  readonly judgedAgain?: { readonly reworded: number; readonly repeated: number };
  /** Token statistics (METRICS 8.1, 8.2); null without token probabilities. */
  readonly confidence: TokenConfidence | null;
  /** How likely this very text is in each wording, where somebody had a model read it there. */
  readonly likelihoods?: Likelihoods;
}

export interface Likelihoods {
  /** Tokens of the text. */
  readonly tokens: number;
  /** Natural log probability of the whole text after the prompt of each variant, by variant id. */
  readonly byVariant: Readonly<Record<string, number>>;
}

export interface TokenConfidence {
  /** exp of the mean token log probability, (0,1]. */
  readonly geoMean: number;
  /** The least likely token's probability, (0,1]. */
  readonly minToken: number;
  /** 1 / geoMean, in [1, inf), lower is surer. */
  readonly perplexity: number;
  /** Mean over tokens of how far the likeliest is ahead of the second, in [0,1]; null without alternatives. */
  readonly margin: number | null;
  /** Mean over tokens of the entropy of the alternatives, in nats; null without alternatives. */
  readonly entropy: number | null;
  /** Probability of the chosen label among all labels; null where no label was found. */
  readonly answer: number | null;
  /** Total probability of the labels among the alternatives returned; below .5 `answer` is unreliable. */
  readonly coverage: number | null;
}

/** What the metrics need to know of a variant. */
export interface VariantRole {
  readonly id: string;
  readonly class: string;
  /** Stress variants and those no person has reviewed stand outside every headline number. */
  readonly stress: boolean;
  readonly reviewed: boolean;
}

/** How far apart two answers are, in [0,1] (METRICS 12.8). */
export type AnswerDistance = 'label' | 'json' | 'toolCalls' | 'text';

export interface ScoreInput {
  readonly observations: readonly Observation[];
  /** In plan order. */
  readonly variants: readonly VariantRole[];
  /** The id of the original wording. */
  readonly original: string;
  /** The few-shot configuration every whole value covers. */
  readonly shots: string;
  /** The label set of the task, where it has one. */
  readonly labels: readonly string[] | null;
  readonly distance: AnswerDistance;
  /** Embeddings of the answers, by their text, where the endpoint offers them. */
  readonly vectors?: ReadonlyMap<string, readonly number[]> | null;
  /** The right answer of each case that has one, by case id. */
  readonly expected?: ReadonlyMap<string, string>;
  /** The JSON schema that answers have to satisfy, where the prompt names one. */
  readonly schema?: unknown;
  /** True when the server was found to give the same text every time, so that repeats stopped. */
  readonly deterministic: boolean;
  /** Calls that failed, of those in the headline scope: for `rate.error`. */
  readonly failed: number;
  /** Seeds the bootstrap and the permutation draws. */
  readonly seed: number;
  /** Where the same run is scored again and again. */
  readonly memory?: ScoreMemory;
}
