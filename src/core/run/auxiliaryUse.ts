import { bothTokens, NO_TOKENS } from '../plan/callEstimate.js';

/** What calls beside the trials took: paraphrases, judging, embedding. Answers from this project's own cache take nothing. */
export interface AuxiliaryUse {
  readonly requests: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Those of the prompts that came from a prefix cache of the endpoint. */
  readonly cachedTokens: number;
}

export const NO_AUXILIARY_USE: AuxiliaryUse = { ...NO_TOKENS, requests: 0, cachedTokens: 0 };

export const bothUses = (a: AuxiliaryUse, b: AuxiliaryUse): AuxiliaryUse => ({
  ...bothTokens(a, b),
  requests: a.requests + b.requests,
  cachedTokens: a.cachedTokens + b.cachedTokens,
});

/** What came since. */
export const useSince = (now: AuxiliaryUse, then: AuxiliaryUse): AuxiliaryUse => ({
  requests: now.requests - then.requests,
  promptTokens: now.promptTokens - then.promptTokens,
  completionTokens: now.completionTokens - then.completionTokens,
  cachedTokens: now.cachedTokens - then.cachedTokens,
});
