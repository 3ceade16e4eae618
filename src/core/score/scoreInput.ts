import type { Answer } from '../answers/answer.js';
import type { EmbeddingScale } from './embeddingScale.js';
import type { ScoreCache } from './scoreCache.js';
import type { Vectors } from '../text/cosine.js';

/** What the metrics need to know of a variant. */
export interface VariantRole {
  readonly id: string;
  readonly class: string;
  /** Stress variants and those no person has reviewed stand outside every headline number. */
  readonly stress: boolean;
  readonly reviewed: boolean;
}

/**
 * How far apart two answers are, in [0,1] (METRICS 12.8). `text`: by their words; `embedding`: as an embedding model sees
 * them; `meaning`: the same or not, as a judge says.
 */
export type AnswerDistance = 'label' | 'json' | 'toolCalls' | 'text' | 'embedding' | 'meaning';

export interface ScoreInput {
  readonly answers: readonly Answer[];
  /** In plan order. */
  readonly variants: readonly VariantRole[];
  /** The id of the original wording. */
  readonly original: string;
  /** The few-shot configuration every whole value covers. */
  readonly shots: string;
  /** The label set of the task, where it has one. */
  readonly labels: readonly string[] | null;
  readonly distance: AnswerDistance;
  /** Embeddings of the answers, where the endpoint offers them. */
  readonly vectors?: Vectors | null;
  /** Of a distance by embeddings. */
  readonly scale?: EmbeddingScale | null;
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
  readonly cache?: ScoreCache;
}
