/** What a plan will cost, before anything is sent: a quarter of a token per character, until returned usage corrects it. */

import type { ChatRequest, Price, Usage } from '../ports/model.js';
import { writtenTool } from '../prompt/tools.js';

/** Until an endpoint returns its usage. */
export const CHARACTERS_PER_TOKEN = 4;
/** Answer length assumed where the prompt sets no limit. */
const TYPICAL_ANSWER_TOKENS = 200;

export interface TokenEstimate {
  readonly promptTokens: number;
  /** At most, where the prompt sets a limit. */
  readonly completionTokens: number;
}

export function estimateTokens(request: ChatRequest): TokenEstimate {
  const said = request.messages.reduce((sum, { content }) => sum + content.length, 0);
  const offered = (request.tools ?? []).map(writtenTool);
  const characters = said + (offered.length > 0 ? JSON.stringify(offered).length : 0);
  return {
    promptTokens: Math.ceil(characters / CHARACTERS_PER_TOKEN),
    completionTokens: request.maxTokens ?? request.maxCompletionTokens ?? TYPICAL_ANSWER_TOKENS,
  };
}

/** What a call used, where the endpoint does not say. */
export function estimateUsage(estimate: TokenEstimate, text: string): Usage {
  return {
    promptTokens: estimate.promptTokens,
    completionTokens: Math.ceil(text.length / CHARACTERS_PER_TOKEN),
    cachedTokens: null,
    estimated: true,
  };
}

type Tokens = Pick<Usage, 'promptTokens' | 'completionTokens'>;

export const NO_TOKENS: Tokens = { promptTokens: 0, completionTokens: 0 };

export const bothTokens = (a: Tokens, b: Tokens): Tokens => ({
  promptTokens: a.promptTokens + b.promptTokens,
  completionTokens: a.completionTokens + b.completionTokens,
});

/** Null where either is unknown. */
export const bothCosts = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : a + b;

/** US dollars; null where the price is unknown, which is not the same as free. */
export function costOf(usage: Tokens, price: Price | null): number | null {
  return price && (usage.promptTokens * price.input + usage.completionTokens * price.output) / 1e6;
}
