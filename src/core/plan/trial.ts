import type { Case } from '../prompt/prompt.js';
import type { Variant } from '../variants/variant.js';

/** Which call something belongs to: ids of its variant, few-shot configuration and case, and its 1-based repeat. */
export interface TrialAddress {
  readonly variant: string;
  readonly shots: string;
  readonly case: string;
  readonly repeat: number;
}

/** One call to make: variant × shots × case × repeat, on the plan's model. */
export interface Trial extends TrialAddress {
  /** Names the trial in the journal; holds the repeat, so that no repeat is served another's answer. */
  readonly key: string;
  readonly variantOf: Variant;
  readonly caseOf: Case;
}

/** The address alone, of anything that has one. */
export const addressOf = ({
  variant,
  shots,
  case: caseId,
  repeat,
}: TrialAddress): TrialAddress => ({ variant, shots, case: caseId, repeat });

/** Identifies a cell within its plan: the trials that differ in nothing but their repeat. */
export const cellKey = ({ variant, shots, case: caseId }: Omit<TrialAddress, 'repeat'>): string =>
  JSON.stringify([variant, shots, caseId]);

/** Identifies a trial within its plan. */
export function trialKey({ variant, shots, case: caseId, repeat }: TrialAddress): string {
  return JSON.stringify([variant, shots, caseId, repeat]);
}
