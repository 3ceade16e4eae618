/**
 * The file form of a batch: one request a line as providers' Batch APIs and `vllm run-batch` take it, one result a line as they
 * give it back, in any order (OpenAI, "Batch API").
 */

import { ProviderError } from '../errors.js';
import type { ModelApi } from '../ports/api.js';
import type { ChatRequest, Completion, ModelProvider } from '../ports/model.js';
import { parseExactJson } from '../text/exactJson.js';
import { hash } from '../text/hash.js';
import { isRecord, textOrNull } from '../text/narrow.js';
import { errorOf } from './errorBody.js';
import { errorFromBody, type CallFacts } from './openAiErrors.js';
import { protocolOf } from './protocols.js';
import { worded } from '../say/worded.js';

/** Equal for equal requests in the same repeat, so that a result finds its trial without a list of what was sent. */
export const batchId = (request: ChatRequest, repeat: number): string =>
  hash(JSON.stringify([request, repeat])).slice(0, 32);

/** `omit`: fields the endpoint is known to refuse. `api`: chat completions if absent. */
export const batchLine = (
  request: ChatRequest,
  repeat: number,
  { omit, api }: { omit: ReadonlySet<string>; api?: ModelApi | undefined },
): string =>
  JSON.stringify({
    custom_id: batchId(request, repeat),
    method: 'POST',
    url: `/v1${protocolOf(api).path}`,
    body: protocolOf(api).body(request, { stream: false, omit }),
  });

/** What came back for one request. */
export type BatchResult = { readonly completion: Completion } | { readonly error: ProviderError };

export interface BatchResults {
  readonly byId: ReadonlyMap<string, BatchResult>;
  /** Reads one line, of an output or an error file. False for a line that is neither. */
  add(line: string): boolean;
}

export function batchResults(facts: Pick<CallFacts, 'baseUrl' | 'model' | 'api'>): BatchResults {
  const byId = new Map<string, BatchResult>();
  const all: CallFacts = { ...facts, secrets: [], now: 0 };
  return {
    byId,
    add(line) {
      // Some editors begin a file with a mark of its encoding.
      const value = parseExactJson(line.replace(/^\uFEFF/, ''));
      const id = isRecord(value) ? textOrNull(value['custom_id']) : null;
      if (id === null) return false;
      const result = resultIn(value as Record<string, unknown>, all);
      // A request that failed in one file may have been answered in another, sent again.
      if (!byId.has(id) || 'completion' in result) byId.set(id, result);
      return true;
    },
  };
}

function resultIn(line: Readonly<Record<string, unknown>>, facts: CallFacts): BatchResult {
  const response = isRecord(line['response']) ? line['response'] : null;
  const status = typeof response?.['status_code'] === 'number' ? response['status_code'] : null;
  try {
    if (response !== null && (status === null || status < 400)) {
      const read = protocolOf(facts.api).readWhole(response['body'], facts);
      return { completion: { ...read, latencyMs: null, ttftMs: null } };
    }
    const body = errorOf(response?.['body']) ?? errorOf(line) ?? errorOf({ error: line['error'] });
    throw body
      ? errorFromBody(body, { ...facts, status })
      : new ProviderError(worded`The batch gave no answer to this request.`, { failure: 'server' });
  } catch (error) {
    if (error instanceof ProviderError) return { error };
    throw error;
  }
}

/** Answers from a batch's results alone: what failed there or was left out is asked nowhere else. */
export function batchProvider(
  results: BatchResults,
  { id, missingFields }: ModelProvider,
): ModelProvider {
  return {
    ...{ id, recorded: false },
    ...(missingFields ? { missingFields } : {}),
    complete(request, { repeat }) {
      const result = results.byId.get(batchId(request, repeat));
      if (result && 'completion' in result) return Promise.resolve(result.completion);
      const { message, failure } = result?.error ?? LEFT_OUT;
      const kept = failure === 'content-filter' ? failure : 'not-recorded';
      return Promise.reject(new ProviderError(message, { failure: kept }));
    },
  };
}

const LEFT_OUT = {
  message: worded`The results have no line for this call: the batch was cut short, or prompt, wordings or settings changed since it was exported.`,
  failure: null,
};
