import type { ResponseInputItem } from 'openai/resources/responses/responses';
import type { ChatRequest, ToolTurn } from '../../ports/model.js';

/** The messages, then each tool call with its output, as items of the conversation. */
export const inputItems = ({ messages, turns = [] }: ChatRequest): ResponseInputItem[] => [
  ...messages.map(({ role, content }): ResponseInputItem => ({ role, content })),
  ...turns.flatMap(turnItems),
];

const turnItems = ({ content, calls }: ToolTurn): ResponseInputItem[] => [
  ...(content === '' ? [] : [{ role: 'assistant' as const, content }]),
  ...calls.map(({ id, name, arguments: args }): ResponseInputItem => ({
    ...{ type: 'function_call', call_id: id, name, arguments: args },
  })),
  ...calls.map(({ id, output }): ResponseInputItem => ({
    ...{ type: 'function_call_output', call_id: id, output },
  })),
];
