/** What calls beside the trials took: paraphrases, judging, embedding. Cached answers take nothing. */
export interface SideUse {
  readonly requests: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
}

export const NO_SIDE_USE: SideUse = { requests: 0, promptTokens: 0, completionTokens: 0 };

export const bothSideUses = (a: SideUse, b: SideUse): SideUse => ({
  requests: a.requests + b.requests,
  promptTokens: a.promptTokens + b.promptTokens,
  completionTokens: a.completionTokens + b.completionTokens,
});

/** What came since. */
export const sideUseSince = (now: SideUse, then: SideUse): SideUse => ({
  requests: now.requests - then.requests,
  promptTokens: now.promptTokens - then.promptTokens,
  completionTokens: now.completionTokens - then.completionTokens,
});
