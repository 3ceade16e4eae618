/** What the GenAI conventions say of a call, and what Plumbline knows beside it. No texts. */

import type { Attributes } from '@opentelemetry/api';
import type { Endpoint } from '../../core/models/endpoint.js';
import { costOf } from '../../core/plan/callEstimate.js';
import type { Design } from '../../core/plan/design.js';
import type { Price } from '../../core/ports/model.js';
import type { Usage } from '../../core/ports/usage.js';
import type { CallOutcome } from '../../core/run/callOutcome.js';
import type { CompletedOutcome, FailedOutcome } from '../../core/run/outcome.js';
import { bothUsages } from '../../core/run/paidTokens.js';
import { providerNames } from './providerNames.js';

export type TriedOutcome = CompletedOutcome | FailedOutcome;

/** An answer, to a trial or to a call beside them. */
export type Answered = Extract<CallOutcome, { readonly status: 'completed' }>;
type Failed = Extract<CallOutcome, { readonly status: 'failed' }>;

/** What all calls of a run share, on spans and metrics. */
export function sharedAttributes(endpoint: Pick<Endpoint, 'provider' | 'model'>): Attributes {
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

/** What came of a call. What an answer from the cache once took would be counted twice: `sent` says whether this one was. */
export const outcomeAttributes = (
  outcome: CallOutcome,
  { price, sent }: { price: Price | null; sent: boolean },
): Attributes => ({
  ...(outcome.status === 'completed' ? answerAttributes(outcome) : errorAttributes(outcome)),
  ...(outcome.status === 'completed' && sent ? speedAttributes(outcome) : {}),
  ...(sent || outcome.status === 'failed' ? chargedAttributes(outcome, price) : {}),
});

function answerAttributes(outcome: Answered): Attributes {
  return withoutNull({
    'gen_ai.response.model': responseModel(outcome),
    'gen_ai.response.finish_reasons': outcome.finishReason === null ? null : [outcome.finishReason],
  });
}

const speedAttributes = (outcome: Answered): Attributes =>
  withoutNull({
    'plumbline.ttft_ms': outcome.ttftMs,
    'plumbline.tokens_per_second': tokensPerSecond(outcome),
  });

function chargedAttributes(outcome: CallOutcome, price: Price | null): Attributes {
  const usage = chargedUsage(outcome);
  return withoutNull({
    'gen_ai.usage.input_tokens': usage?.promptTokens,
    'gen_ai.usage.output_tokens': usage?.completionTokens,
    'plumbline.cost_usd': usage && costOf(usage, price),
  });
}

export const errorAttributes = (outcome: Failed): Attributes =>
  withoutNull({
    'error.type': outcome.failure ?? '_OTHER',
    'http.response.status_code': outcome.httpStatus,
  });

/** Of all requests that this part of the run made for a call; null where the endpoint names nothing. */
export const chargedUsage = (outcome: CallOutcome): Usage | null =>
  bothUsages(
    outcome.status === 'completed' ? measuredUsage(outcome) : null,
    outcome.failedUsage ?? null,
  );

/** The conventions count no estimated tokens. */
const measuredUsage = ({ usage }: Answered): Usage | null => (usage?.estimated ? null : usage);

/** The model's own name: a build's fingerprint may follow it, or stand alone. */
export function responseModel({ servedBy }: Answered): string | null {
  const [model] = servedBy?.split(' ') ?? [];
  return model === undefined || model.startsWith('fp_') ? null : model;
}

/** Of the output, from its first token on; null where the answer was not streamed. */
function tokensPerSecond(outcome: Answered): number | null {
  const { latencyMs, ttftMs } = outcome;
  const usage = measuredUsage(outcome);
  if (latencyMs === null || ttftMs === null || usage === null) return null;
  const writingMs = latencyMs - ttftMs;
  return writingMs > 0 ? (usage.completionTokens / writingMs) * 1000 : null;
}

const withoutNull = (values: Record<string, Attributes[string] | null>): Attributes =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value != null));
