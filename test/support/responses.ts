/** Answers of the Responses API as OpenAI documents them: whole, or as the events of a stream. */

import type { ServerResponse } from 'node:http';
import { json, type Asked } from './endpoint.js';

type Item = Readonly<Record<string, unknown>>;

/** What a response is made of. */
export const items = {
  message: (text: string, more: Item = {}): Item => ({
    ...{ id: 'msg_1', type: 'message', role: 'assistant', status: 'completed' },
    content: [{ type: 'output_text', text, annotations: [], ...more }],
  }),
  refusal: (refusal: string): Item => ({
    ...{ id: 'msg_1', type: 'message', role: 'assistant', status: 'completed' },
    content: [{ type: 'refusal', refusal }],
  }),
  call: (name: string, args: object): Item => ({
    ...{ id: 'fc_1', type: 'function_call', call_id: 'call_1', status: 'completed' },
    ...{ name, arguments: JSON.stringify(args) },
  }),
  reasoning: (...summaries: readonly string[]): Item => ({
    ...{ id: 'rs_1', type: 'reasoning' },
    summary: summaries.map((text) => ({ type: 'summary_text', text })),
  }),
};

export const responseOf = (output: readonly Item[], more: Item = {}): Item => ({
  ...{ id: 'resp_1', object: 'response', created_at: 1790000000, model: 'fake-model-2026' },
  ...{ status: 'completed', error: null, incomplete_details: null, output },
  usage: {
    ...{ input_tokens: 10, output_tokens: 7, total_tokens: 17 },
    input_tokens_details: { cached_tokens: 4 },
    output_tokens_details: { reasoning_tokens: 5 },
  },
  ...more,
});

export const eventText = (type: string, more: Item = {}): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: 1, ...more })}\n\n`;

/** The events of a response up to its last, which its status names. */
export function eventsOf(response: Item): string[] {
  const output = response['output'] as readonly Item[];
  const started = { ...response, status: 'in_progress', output: [], usage: null };
  return [
    eventText('response.created', { response: started }),
    eventText('response.in_progress', { response: started }),
    ...output.flatMap((item, at) => [
      eventText('response.output_item.added', {
        output_index: at,
        item: { ...item, content: [], summary: [], arguments: '', status: 'in_progress' },
      }),
      ...deltasOf(item).map(([type, delta]) =>
        eventText(type, { output_index: at, content_index: 0, delta, logprobs: [] }),
      ),
      eventText('response.output_item.done', { output_index: at, item }),
    ]),
    eventText(`response.${String(response['status'])}`, { response }),
  ];
}

function deltasOf(item: Item): [string, string][] {
  const [part] = (item['content'] ?? item['summary'] ?? []) as readonly Item[];
  const kinds: [string, unknown][] = [
    ['response.output_text.delta', part?.['type'] === 'output_text' ? part['text'] : null],
    ['response.refusal.delta', part?.['refusal']],
    ['response.reasoning_summary_text.delta', part?.['type'] === 'summary_text' && part['text']],
    ['response.function_call_arguments.delta', item['arguments']],
  ];
  return kinds.flatMap(([type, text]) =>
    typeof text === 'string'
      ? (text.match(/[^]{1,4}/g) ?? []).map((piece): [string, string] => [type, piece])
      : [],
  );
}

/** Answers as asked: streamed or whole. */
export function respond(
  { stream }: Pick<Asked, 'stream'>,
  response: ServerResponse,
  answer: Item,
): void {
  if (!stream) return json(response, 200, answer);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.end(eventsOf(answer).join(''));
}
