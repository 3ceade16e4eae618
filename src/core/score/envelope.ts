/** Why a number is absent. */
export type AbsenceReason =
  | 'one-variant'
  | 'one-repeat'
  | 'no-gold'
  | 'no-logprobs'
  | 'no-labels'
  | 'no-embeddings'
  | 'no-judge'
  | 'no-json'
  | 'no-schema'
  | 'no-words'
  | 'same-words'
  | 'graded'
  | 'low-coverage'
  | 'empty'
  | 'n-too-small'
  | 'deterministic'
  | 'zero-denominator';

export type IntervalMethod =
  'bca' | 'percentile' | 'wilson' | 'degenerate' | 'two-way' | 'fisher' | 'clustered' | 'jackknife';

/**
 * The form every metric comes in (METRICS 0). `value` is null with a `reason` when it cannot be computed: never 0, never NaN.
 * `n` counts what `of` says; `P` variants and `R` repeats per cell went into it.
 */
export interface Envelope {
  readonly name: string;
  readonly value: number | null;
  readonly reason?: AbsenceReason;
  readonly n: number;
  readonly of: 'cases' | 'answers';
  readonly P: number;
  readonly R: number;
  /** 95 % interval, resampled over cases unless `ciMethod` says otherwise. */
  readonly ci?: readonly [number, number];
  readonly ciMethod?: IntervalMethod;
  /** The same quantity between repeats of one wording, where that is what it has to be held against. */
  readonly noiseFloor?: number;
  /** Permutation p of the wording effect; null with `pReason` where it does not exist. */
  readonly p?: number | null;
  readonly pReason?: AbsenceReason;
  /** The same metric on the original and the variants of one class alone. */
  readonly byClass?: Readonly<Record<string, Envelope>>;
  /** The same metric on the other few-shot configurations. */
  readonly byShots?: Readonly<Record<string, Envelope>>;
  /** A second value that leaves out answers that could not be read, or were cut off. */
  readonly readableOnly?: number | null;
  readonly untruncatedOnly?: number | null;
  readonly config: Readonly<Record<string, string | number | boolean>>;
}
