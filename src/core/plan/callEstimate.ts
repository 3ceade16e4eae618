/** The tokens and the price of one call: characters / 4 tokens before it is sent, the usage it returns afterwards. */

import type { ChatRequest, Price } from '../ports/model.js';
import type { Usage } from '../ports/usage.js';
import { writtenTool } from '../prompt/tools.js';
import { memoise } from '../text/memoise.js';

/** Used until an endpoint returns its usage. */
export const CHARACTERS_PER_TOKEN = 4;
/** Answer length in tokens assumed for prompts without a limit. */
const TYPICAL_ANSWER_TOKENS = 200;

export interface TokenEstimate {
  readonly promptTokens: number;
  /** The prompt's own limit, where it has one. */
  readonly completionTokens: number;
}

/** Tokens of one call, estimated from the length of its messages and the size of their images. */
export function estimateTokens(request: ChatRequest): TokenEstimate {
  const { messages, tools = [], turns } = request;
  let characters = tools.length > 0 ? charactersOf(tools) : 0;
  let imageTokens = 0;
  if (turns) characters += JSON.stringify(turns).length;
  for (const { content, images = [] } of messages) {
    characters += content.length;
    for (const { tokens } of images) imageTokens += tokens;
  }
  return {
    promptTokens: Math.ceil(characters / CHARACTERS_PER_TOKEN) + imageTokens,
    completionTokens: request.maxTokens ?? request.maxCompletionTokens ?? TYPICAL_ANSWER_TOKENS,
  };
}

/** Those that all calls of a run offer are written once. */
const charactersOf = memoise(
  (tools: NonNullable<ChatRequest['tools']>) => JSON.stringify(tools.map(writtenTool)).length,
);

/** Usage of a call whose endpoint does not return it, estimated from both texts. */
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

/** Sum of two token counts. */
export const bothTokens = (a: Tokens, b: Tokens): Tokens => ({
  promptTokens: a.promptTokens + b.promptTokens,
  completionTokens: a.completionTokens + b.completionTokens,
});

export const totalTokens = ({ promptTokens, completionTokens }: Tokens): number =>
  promptTokens + completionTokens;

/** Null where either is unknown. */
export const bothCosts = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : a + b;

/** Cost in US dollars; null when the price is unknown, which does not mean free. */
export function costOf(usage: PaidTokens, price: Price | null): number | null {
  if (!price) return null;
  const { input, output, cachedInput = input } = price;
  const cached = Math.min(usage.cachedTokens ?? 0, usage.promptTokens);
  const saved = cached * (input - cachedInput);
  return (usage.promptTokens * input + usage.completionTokens * output - saved) / 1e6;
}

/** `cachedTokens`: those of the prompt that came from a prefix cache. */
export type PaidTokens = Tokens & { readonly cachedTokens?: number | null };
