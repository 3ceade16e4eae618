import type {
  ResponseInputContent,
  ResponseInputImage,
  ResponseInputItem,
} from 'openai/resources/responses/responses';
import type { ChatRequest, Message, ToolTurn } from '../../ports/model.js';
import { messageParts } from '../messageParts.js';

/** The messages, then each tool call with its output, as items of the conversation. */
export const inputItems = ({ messages, turns = [] }: ChatRequest): ResponseInputItem[] => [
  ...messages.map(messageItem),
  ...turns.flatMap(turnItems),
];

const messageItem = (message: Message): ResponseInputItem => ({
  role: message.role,
  content: message.images
    ? messageParts<ResponseInputContent>(message, {
        text: (text) => ({ type: 'input_text', text }),
        image: ({ url, detail }) => ({
          type: 'input_image',
          image_url: url,
          // A newer API may have levels that these types do not know.
          detail: (detail ?? 'auto') as ResponseInputImage['detail'],
        }),
      })
    : message.content,
});

const turnItems = ({ content, calls }: ToolTurn): ResponseInputItem[] => [
  ...(content === '' ? [] : [{ role: 'assistant' as const, content }]),
  ...calls.map(({ id, name, arguments: args }): ResponseInputItem => ({
    ...{ type: 'function_call', call_id: id, name, arguments: args },
  })),
  ...calls.map(({ id, output }): ResponseInputItem => ({
    ...{ type: 'function_call_output', call_id: id, output },
  })),
];
