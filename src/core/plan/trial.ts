import type { ChatRequest } from '../ports/model.js';
import type { Case } from '../prompt/prompt.js';
import type { TrialAddress } from '../run/outcome.js';
import type { Variant } from '../variants/variant.js';

/** One call to make: variant × shots × case × repeat, on the plan's model. */
export interface Trial extends TrialAddress {
  /** Names the trial in the journal; holds the repeat, so that no repeat is served another's answer. */
  readonly key: string;
  readonly variantOf: Variant;
  readonly caseOf: Case;
}

export function trialKey({ variant, shots, case: caseId, repeat }: TrialAddress): string {
  return JSON.stringify([variant, shots, caseId, repeat]);
}

/** Builds a trial's request when it is sent, so that a large plan holds no rendered prompts. */
export type RequestOf = (trial: Trial) => ChatRequest;
