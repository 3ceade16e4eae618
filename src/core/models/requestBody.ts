/** A chat request as the protocol writes it, without what the endpoint has refused. */

import type { ChatRequest, Message, ToolTurn } from '../ports/model.js';
import { writtenTool } from '../prompt/tools.js';
import { messageParts } from './messageParts.js';

export interface BodyOptions {
  readonly stream: boolean;
  /** Names of fields the endpoint refused. */
  readonly omit: ReadonlySet<string>;
}

export type RequestBody = Readonly<Record<string, unknown>>;

export function requestBody(request: ChatRequest, { stream, omit }: BodyOptions): RequestBody {
  const wantsLogprobs = request.topLogprobs !== null && !omit.has('logprobs');
  const optional: Record<string, unknown> = {
    ...request.extra,
    ...given({
      temperature: request.temperature,
      top_p: request.topP,
      ...limitOf(request, omit),
      response_format: request.responseFormat ?? null,
      tools: request.tools?.map(writtenTool) ?? null,
      seed: request.seed,
      logprobs: wantsLogprobs || null,
      top_logprobs: wantsLogprobs ? request.topLogprobs : null,
      stream: stream || null,
      stream_options: stream && !omit.has('stream') ? { include_usage: true } : null,
    }),
  };
  const sent = Object.entries(optional).filter(([name]) => !omit.has(name));
  const messages = [
    ...request.messages.map(writtenMessage),
    ...(request.turns ?? []).flatMap(turnMessages),
  ];
  return { ...Object.fromEntries(sent), model: request.model, messages };
}

const writtenMessage = (message: Message) =>
  message.images
    ? {
        role: message.role,
        content: messageParts<unknown>(message, {
          text: (text) => ({ type: 'text', text }),
          image: ({ url, detail }) => ({
            type: 'image_url',
            image_url: { url, ...(detail === null ? {} : { detail }) },
          }),
        }),
      }
    : message;

/** The assistant's message with its calls, and one message for the output of each. */
const turnMessages = ({ content, calls }: ToolTurn) => [
  {
    role: 'assistant',
    content: content === '' ? null : content,
    tool_calls: calls.map(({ id, name, arguments: args }) => ({
      ...{ id, type: 'function' },
      function: { name, arguments: args },
    })),
  },
  ...calls.map(({ id, output }) => ({ role: 'tool', tool_call_id: id, content: output })),
];

const given = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

/** The limit of the answer goes by two names, and endpoints take one of them or both. */
function limitOf(
  { maxTokens, maxCompletionTokens, extra }: ChatRequest,
  omit: ReadonlySet<string>,
) {
  const [older, newer] = [
    maxTokens ?? extra['max_tokens'] ?? null,
    maxCompletionTokens ?? extra['max_completion_tokens'] ?? null,
  ];
  return {
    max_tokens: older ?? (omit.has('max_completion_tokens') ? newer : null),
    max_completion_tokens: newer ?? (omit.has('max_tokens') ? older : null),
  };
}

/** Names of the fields a request would have if nothing were refused: those of the protocol's own needs not among them. */
export function optionalFields(request: ChatRequest, stream: boolean): string[] {
  const body = requestBody(request, { stream, omit: new Set() });
  return Object.keys(body).filter((name) => name !== 'model' && name !== 'messages');
}
