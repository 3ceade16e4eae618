/** What the GenAI conventions say of a call, and what Plumbline knows beside it. No texts. */

import type { Attributes } from '@opentelemetry/api';
import type { Endpoint } from '../../core/models/endpoint.js';
import { costOf } from '../../core/plan/callEstimate.js';
import type { Design } from '../../core/plan/design.js';
import type { Price } from '../../core/ports/model.js';
import type { Usage } from '../../core/ports/usage.js';
import type { CompletedOutcome, FailedOutcome } from '../../core/run/outcome.js';
import { providerNames } from './providerNames.js';

export type TriedOutcome = CompletedOutcome | FailedOutcome;

/** What all calls of a run share, on spans and metrics. */
export function sharedAttributes(endpoint: Endpoint): Attributes {
  const url = URL.parse(endpoint.provider.id);
  const port = Number(url?.port) || { 'http:': 80, 'https:': 443 }[url?.protocol ?? ''];
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': providerNames(url?.hostname ?? null).provider,
    'gen_ai.request.model': endpoint.model,
    ...(url?.hostname && port ? { 'server.address': url.hostname, 'server.port': port } : {}),
  };
}

/** What the run sends with each call, on spans alone. */
export function requestAttributes(endpoint: Endpoint, { plan }: Design): Attributes {
  const { temperature, topP, maxTokens, maxCompletionTokens } = plan.prompt.parameters;
  return withoutNull({
    'gen_ai.system': providerNames(URL.parse(endpoint.provider.id)?.hostname ?? null).system,
    'gen_ai.request.temperature': temperature,
    'gen_ai.request.top_p': topP,
    'gen_ai.request.max_tokens': maxTokens ?? maxCompletionTokens,
  });
}

export const trialAttributes = (outcome: TriedOutcome): Attributes => ({
  'plumbline.variant': outcome.variant,
  'plumbline.shots': outcome.shots,
  'plumbline.case': outcome.case,
  'plumbline.repeat': outcome.repeat,
  'plumbline.cached': outcome.status === 'completed' && outcome.cached,
  'plumbline.requests': outcome.requests,
});

export function answerAttributes(outcome: CompletedOutcome): Attributes {
  return withoutNull({
    'gen_ai.response.model': responseModel(outcome),
    'gen_ai.response.finish_reasons': outcome.finishReason === null ? null : [outcome.finishReason],
  });
}

/** Of a call that was sent: what an answer from the cache once took would be counted twice. */
export function useAttributes(outcome: CompletedOutcome, price: Price | null): Attributes {
  const usage = measuredUsage(outcome);
  return withoutNull({
    'gen_ai.usage.input_tokens': usage?.promptTokens,
    'gen_ai.usage.output_tokens': usage?.completionTokens,
    'plumbline.ttft_ms': outcome.ttftMs,
    'plumbline.tokens_per_second': tokensPerSecond(outcome, usage),
    'plumbline.cost_usd': usage && costOf(usage, price),
  });
}

/** Of a call that failed and was charged all the same. */
export const chargedAttributes = (
  { failedUsage }: FailedOutcome,
  price: Price | null,
): Attributes =>
  withoutNull({
    'gen_ai.usage.input_tokens': failedUsage?.promptTokens,
    'gen_ai.usage.output_tokens': failedUsage?.completionTokens,
    'plumbline.cost_usd': failedUsage && costOf(failedUsage, price),
  });

export const errorAttributes = (outcome: FailedOutcome): Attributes =>
  withoutNull({
    'error.type': outcome.failure ?? '_OTHER',
    'http.response.status_code': outcome.httpStatus,
  });

/** The conventions count no estimated tokens. */
export const measuredUsage = ({ usage }: CompletedOutcome): Usage | null =>
  usage?.estimated ? null : usage;

/** The model's own name: a build's fingerprint may follow it, or stand alone. */
export function responseModel({ servedBy }: CompletedOutcome): string | null {
  const [model] = servedBy?.split(' ') ?? [];
  return model === undefined || model.startsWith('fp_') ? null : model;
}

/** Of the output, from its first token on; null where the answer was not streamed. */
function tokensPerSecond(
  { latencyMs, ttftMs }: CompletedOutcome,
  usage: Usage | null,
): number | null {
  if (latencyMs === null || ttftMs === null || usage === null) return null;
  const writingMs = latencyMs - ttftMs;
  return writingMs > 0 ? (usage.completionTokens / writingMs) * 1000 : null;
}

const withoutNull = (values: Record<string, Attributes[string] | null>): Attributes =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value != null));
