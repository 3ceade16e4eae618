import { bothTokens, NO_TOKENS } from '../plan/callEstimate.js';

/** What calls beside the trials took: paraphrases, judging, embedding. Cached answers take nothing. */
export interface AuxiliaryUse {
  readonly requests: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
}

export const NO_AUXILIARY_USE: AuxiliaryUse = { ...NO_TOKENS, requests: 0 };

export const bothUses = (a: AuxiliaryUse, b: AuxiliaryUse): AuxiliaryUse => ({
  ...bothTokens(a, b),
  requests: a.requests + b.requests,
});

/** What came since. */
export const useSince = (now: AuxiliaryUse, then: AuxiliaryUse): AuxiliaryUse => ({
  requests: now.requests - then.requests,
  promptTokens: now.promptTokens - then.promptTokens,
  completionTokens: now.completionTokens - then.completionTokens,
});
