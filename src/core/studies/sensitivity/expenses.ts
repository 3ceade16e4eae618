/** What a run took, to tell what advice would take. */

export interface Expenses {
  /** Variants that were sent, stress variants included. */
  readonly variants: number;
  /** Mean calls a further case would take of each variant: 1 on a deterministic server. */
  readonly repeats: number;
  /** Mean US dollars of a call; null where the price is unknown. */
  readonly costPerCall: number | null;
  /** Ids of variants that were sent and never answered. */
  readonly unanswered?: readonly string[];
  /** Calls this run has taken. */
  readonly calls: number;
  /** Calls of the judge it would take at most to compare what the answers mean. */
  readonly comparisons: number;
  /** Mean tokens of a call, prompt and answer, by few-shot configuration; null where the endpoint reports no usage. */
  readonly tokensPerCall: Readonly<Record<string, number | null>>;
  /** The most examples every case could be given. */
  readonly maxExamples: number;
}

/** US dollars are null where the price is unknown. */
export const spending = (calls: number, { costPerCall }: Expenses) => ({
  calls,
  usd: costPerCall === null ? null : calls * costPerCall,
});

export const callsPerCase = ({ variants, repeats }: Expenses) => Math.ceil(variants * repeats);
