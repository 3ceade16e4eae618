import type { Check } from '../prompt/checks/check.js';
import type { FailureNote } from './whyFailed.js';

/** An answer as the metrics see it: where it stands in the grid, what it says, how right it is. */
export interface Answer {
  readonly variant: string;
  readonly shots: string;
  readonly case: string;
  /** 1-based. */
  readonly repeat: number;
  readonly text: string;
  /**
   * The answer read out of the text (a label, a JSON value, calls, the text normalised, or the first text of those that mean the
   * same); null when it could not be read.
   */
  readonly answer: string | null;
  /** What `extract:` found in the text; absent where the prompt has none. */
  readonly extracted?: string;
  /** 0…1; null where nothing says what is right, and for an answer that was cut off before it began. */
  readonly score: number | null;
  /** One for each check that was run or should have been; absent where there are none. */
  readonly checks?: readonly CheckResult[];
  /** A judge decided which answers it says the same as; absent where it did not, or was not asked. */
  readonly byMeaning?: true;
  readonly truncated: boolean;
  /** Its JSON was read as the first of several values. */
  readonly isFirstOfSeveral?: true;
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

/** Whether there is an answer: not where the limit came while the model was still reasoning, so that it is not known. */
export const isAnswered = ({ truncated, text }: Pick<Answer, 'truncated' | 'text'>): boolean =>
  !truncated || text.trim() !== '';

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
  /** Tokens whose probability was below 1e-6 and counts as that: some endpoints write −9999; absent: none. */
  readonly clamped?: number;
  /** Total probability of the labels among the alternatives returned; below .5 `answer` is unreliable. */
  readonly coverage: number | null;
}

/** What came of one check on one answer. */
export interface CheckResult {
  readonly name: string;
  readonly kind: Check['kind'];
  /** What it looks for, with the case's values; null where its kind says all. */
  readonly value: string | null;
  /** Null where it could not be run (the answer or the case lacks what it looks at), and where its score is only a degree. */
  readonly passed: boolean | null;
  /** In [0,1], for a set of checks and for one that a judge decides; null where it was not decided. */
  readonly score?: number | null;
  /** What is wrong, where it failed and looks into the answer. */
  readonly why?: FailureNote;
  /** How much it counts; absent where that is 1. */
  readonly weight?: number;
  /** The name of the set it belongs to, whose result comes before it. */
  readonly set?: string;
}
