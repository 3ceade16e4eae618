/** A chat request as the Responses API writes it, without what the API lacks and what the endpoint has refused. */

import type {
  FunctionTool,
  ResponseCreateParams,
  ResponseIncludable,
} from 'openai/resources/responses/responses';
import type { ChatRequest, Tool } from '../../ports/model.js';
import { isRecord, recordOf } from '../../text/narrow.js';
import type { BodyOptions, RequestBody } from '../requestBody.js';
import { inputItems } from './inputItems.js';

/** Parameters of chat completions that have no counterpart. */
const MISSING: ReadonlySet<string> = new Set([
  ...['seed', 'stop', 'frequency_penalty', 'presence_penalty', 'logit_bias', 'n'],
  ...['prediction', 'modalities', 'audio', 'web_search_options', 'functions', 'function_call'],
]);
/** Those whose value has another place or form here. */
const MOVED: ReadonlySet<string> = new Set([
  ...['max_tokens', 'max_completion_tokens', 'reasoning_effort', 'reasoning', 'reasoning_summary'],
  ...['verbosity', 'text', 'tool_choice', 'include', 'logprobs', 'top_logprobs'],
]);
const LOGPROBS: ResponseIncludable = 'message.output_text.logprobs';

export function missingFields({ seed, extra }: ChatRequest): string[] {
  const names = Object.keys(extra).filter((name) => MISSING.has(name));
  return seed === null ? names : ['seed', ...names];
}

/** Nothing is stored at the provider. */
export function responsesBody(request: ChatRequest, { stream, omit }: BodyOptions): RequestBody {
  const sent = Object.entries(optionalOf(request, { stream, omit })).filter(
    ([name, value]) => value !== null && value !== undefined && !omit.has(name),
  );
  return {
    ...Object.fromEntries(sent),
    ...{ model: request.model, input: inputItems(request), store: false },
  };
}

export function optionalFields(request: ChatRequest, stream: boolean): string[] {
  const body = responsesBody(request, { stream, omit: new Set() });
  return Object.keys(body).filter((name) => !['model', 'input', 'store'].includes(name));
}

type Name = keyof ResponseCreateParams;

function optionalOf(request: ChatRequest, { stream, omit }: BodyOptions): RequestBody {
  const { extra, topLogprobs } = request;
  const wantsLogprobs = topLogprobs !== null && !omit.has('include');
  const included = [
    ...(Array.isArray(extra['include']) ? (extra['include'] as ResponseIncludable[]) : []),
    ...(wantsLogprobs ? [LOGPROBS] : []),
  ];
  const others = Object.entries(extra).filter(([name]) => !MISSING.has(name) && !MOVED.has(name));
  const known = {
    temperature: request.temperature,
    top_p: request.topP,
    max_output_tokens: limitOf(request),
    reasoning: reasoningOf(extra),
    text: textOf(request),
    tools: request.tools?.map(writtenTool) ?? null,
    tool_choice: toolChoiceOf(extra['tool_choice']),
    include: included.length === 0 ? null : included,
    top_logprobs: wantsLogprobs ? topLogprobs : null,
    stream: stream || null,
  } satisfies { readonly [N in Name]?: unknown };
  return { ...Object.fromEntries(others), ...known };
}

function limitOf({ maxTokens, maxCompletionTokens, extra }: ChatRequest): number | null {
  const given = extra['max_output_tokens'] ?? extra['max_completion_tokens'] ?? extra['max_tokens'];
  return maxCompletionTokens ?? maxTokens ?? (typeof given === 'number' ? given : null);
}

function reasoningOf(extra: ChatRequest['extra']): RequestBody | null {
  const { reasoning_effort: effort, reasoning_summary: summary } = extra;
  const all = {
    ...(effort === undefined ? {} : { effort }),
    ...(summary === undefined ? {} : { summary }),
    ...recordOf(extra['reasoning']),
  };
  return Object.keys(all).length === 0 ? null : all;
}

/** `{type: json_schema, json_schema: {name, schema}}` of chat completions is flat here. */
function textOf({ responseFormat, extra }: ChatRequest): RequestBody | null {
  const given = isRecord(responseFormat) ? responseFormat : null;
  const { json_schema: schema, ...format } = given ?? {};
  const { verbosity } = extra;
  const all = {
    ...(verbosity === undefined ? {} : { verbosity }),
    ...(given === null ? {} : { format: { ...format, ...recordOf(schema) } }),
    ...recordOf(extra['text']),
  };
  return Object.keys(all).length === 0 ? null : all;
}

/** Unlike chat completions this API is strict unless told otherwise, and would refuse schemas that were never meant to be. */
const writtenTool = ({ name, description, parameters, strict }: Tool): FunctionTool => ({
  ...{ type: 'function', name, parameters, strict: strict ?? false },
  ...(description === null ? {} : { description }),
});

/** `{type: function, function: {name}}` of chat completions is flat here. */
function toolChoiceOf(given: unknown): unknown {
  if (!isRecord(given)) return given;
  const { function: named, ...choice } = given;
  return { ...choice, ...recordOf(named) };
}
