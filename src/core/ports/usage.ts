/** What a call took, in tokens. */
export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Prompt tokens the endpoint served from its prefix cache, where it says. */
  readonly cachedTokens: number | null;
  /** True where the endpoint named none, and characters were counted instead. */
  readonly estimated?: true;
}
