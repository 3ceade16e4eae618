/** An answer of the Responses API, read without trusting its types. */

import { ProviderError } from '../../errors.js';
import { withDoubles } from '../../text/exactJson.js';
import { isRecord, textOrNull } from '../../text/narrow.js';
import type { SentCall } from '../../text/toolCalls.js';
import { completionOf, malformed, namelessCall, throwError, type Read } from '../completion.js';
import type { CallFacts } from '../openAiErrors.js';
import { notCompatible } from '../notCompatible.js';
import { worded } from '../../say/worded.js';

type Fields = Readonly<Record<string, unknown>>;

/** What the items of an answer say, one after the other. */
interface Items {
  text: string;
  refusal: string;
  reasoning: string;
  readonly calls: SentCall[];
  readonly leftOut: string[];
  /** Null as soon as a text has none. */
  logprobs: unknown[] | null;
}

/** Throws `ProviderError` for a body that is no answer, an answer that failed, or one that was filtered. */
export function readResponse(body: unknown, facts: CallFacts): Read {
  if (body === null || body === undefined || body === '')
    throw malformed(worded`${facts.baseUrl} sent an empty response.`);
  throwError(body, facts);
  if (!isRecord(body) || !(Array.isArray(body['output']) || body['object'] === 'response'))
    throw notCompatible(facts.baseUrl, worded`a response without output`);
  const output: unknown[] = Array.isArray(body['output']) ? body['output'] : [];
  if (output.length === 0 && body['status'] === 'completed')
    throw malformed(worded`${facts.baseUrl} answered without output.`);
  const items = output.filter(isRecord).reduce<Items>((all, item) => added(all, item, facts), {
    ...{ text: '', refusal: '', reasoning: '', calls: [], leftOut: [], logprobs: [] },
  });
  const { text, refusal, reasoning, calls, leftOut, logprobs } = items;
  return completionOf(
    {
      ...{ content: { text, reasoning, leftOut }, refusal, calls },
      finishReason: endOf(body, calls, facts),
      logprobs: logprobs?.length ? (withDoubles(logprobs) as unknown[]) : null,
      usage: body['usage'],
      ...{ model: body['model'], fingerprint: null },
    },
    facts,
  );
}

function added(all: Items, item: Fields, { baseUrl }: CallFacts): Items {
  const { type } = item;
  if (type === 'message') return addedMessage(all, item);
  if (type === 'reasoning') {
    // A summary is what providers show in place of the text.
    const said = textsIn(item['content']) || textsIn(item['summary']);
    return { ...all, reasoning: joined(all.reasoning, said) };
  }
  if (type === 'function_call') {
    const name = textOrNull(item['name']) ?? '';
    if (name === '') throw malformed(namelessCall(baseUrl));
    return {
      ...all,
      calls: [...all.calls, { name, arguments: textOrNull(item['arguments']) ?? '' }],
    };
  }
  return { ...all, leftOut: [...new Set([...all.leftOut, textOrNull(type) ?? 'unknown'])] };
}

function addedMessage(all: Items, item: Fields): Items {
  const parts = Array.isArray(item['content']) ? item['content'].filter(isRecord) : [];
  const text = parts.map((part) => textOrNull(part['text']) ?? '').join('');
  // What a model says on the way to its answer is none of the answer.
  if (item['phase'] === 'commentary') return { ...all, reasoning: joined(all.reasoning, text) };
  const refusal = parts.map((part) => textOrNull(part['refusal']) ?? '').join('');
  const found = parts.filter(({ text: said }) => typeof said === 'string' && said !== '');
  const logprobs = found.map(({ logprobs: each }) =>
    Array.isArray(each) && each.length > 0 ? (each as unknown[]) : null,
  );
  const hasAll = logprobs.every((each) => each !== null);
  return {
    ...all,
    text: all.text + text,
    refusal: all.refusal + refusal,
    logprobs: all.logprobs && hasAll ? [...all.logprobs, ...logprobs.flat()] : null,
  };
}

const textsIn = (parts: unknown): string =>
  (Array.isArray(parts) ? parts : [])
    .map((part: unknown) => (isRecord(part) ? (textOrNull(part['text']) ?? '') : ''))
    .join('\n\n');

const joined = (before: string, next: string) =>
  [before, next].filter((text) => text !== '').join('\n\n');

/** The end of an answer in the words of chat completions. */
function endOf(body: Fields, calls: readonly SentCall[], { baseUrl }: CallFacts): string | null {
  const { status, incomplete_details: details } = body;
  const reason = isRecord(details) ? textOrNull(details['reason']) : null;
  switch (status) {
    case 'incomplete':
      return reason === 'max_output_tokens' ? 'length' : (reason ?? 'length');
    case 'failed':
      return 'error';
    case 'cancelled':
    case 'queued':
    case 'in_progress':
      throw new ProviderError(worded`${baseUrl} sent no answer: its status is "${status}".`, {
        failure: 'server',
      });
    case 'completed':
      return calls.length > 0 ? 'tool_calls' : 'stop';
    default:
      return textOrNull(status);
  }
}
