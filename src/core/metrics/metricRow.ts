/** What is said of each number of a report, once: a gate, a table and a page of the documentation read it here. */

/** What a metric cannot do without. */
export type Need =
  | 'gold'
  | 'labels'
  | 'logprobs'
  | 'variants'
  | 'repeats'
  | 'json'
  | 'schema'
  | 'confidence'
  | 'judge'
  | 'embeddings'
  /** A distance of answers that sees what differs in them. */
  | 'telling';

/** What a number is about: one heading of the list of all numbers. */
export type MetricGroup = 'sensitivity' | 'quality' | 'confidence' | 'noise';

/** Lowest and highest value there can be, both included. */
export type Range = readonly [number, number];

export interface MetricRow {
  /** Its name in a report: a contract. */
  readonly id: string;
  readonly group: MetricGroup;
  readonly title: string;
  /** What a value of it says, to be read after the title. Empty where the title says it all. */
  readonly explanation: string;
  readonly needs: readonly Need[];
  /** From 0 to 1, unless it says otherwise. */
  readonly range?: Range;
  /** 'lower', unless it says otherwise. */
  readonly better?: 'higher' | 'neither';
  /** What else it is measured on: the variants of one class, the other few-shot configurations. */
  readonly breakdowns?: readonly ('class' | 'shots')[];
  /** The tiles of a report show it, so its table does not. */
  readonly isHeadline?: boolean;
  /** It asks for what few runs have: where it is absent, nobody misses it. */
  readonly isRare?: boolean;
}

export const UNIT: Range = [0, 1];
export const SIGNED: Range = [-1, 1];
export const FROM_ZERO: Range = [0, Infinity];
