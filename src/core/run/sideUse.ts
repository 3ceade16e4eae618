import { bothTokens, NO_TOKENS } from '../plan/estimate.js';

/** What calls beside the trials took: paraphrases, judging, embedding. Cached answers take nothing. */
export interface SideUse {
  readonly requests: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
}

export const NO_SIDE_USE: SideUse = { ...NO_TOKENS, requests: 0 };

export const bothSideUses = (a: SideUse, b: SideUse): SideUse => ({
  ...bothTokens(a, b),
  requests: a.requests + b.requests,
});

/** What came since. */
export const sideUseSince = (now: SideUse, then: SideUse): SideUse => ({
  requests: now.requests - then.requests,
  promptTokens: now.promptTokens - then.promptTokens,
  completionTokens: now.completionTokens - then.completionTokens,
});
