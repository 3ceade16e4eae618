/** Messages and answers in the form of the GenAI conventions: JSON text, as attributes hold no objects. */

import type { Attributes } from '@opentelemetry/api';
import type { ChatRequest } from '../../core/ports/model.js';
import type { Answered } from './callAttributes.js';

/** `request` is null where it is not known: only the answer then. */
export function messageContent(
  request: Pick<ChatRequest, 'messages'> | null,
  outcome: Answered | null,
): Attributes {
  return {
    ...(request && {
      'gen_ai.input.messages': JSON.stringify(
        request.messages.map(({ role, content }) => ({ role, parts: [text(content)] })),
      ),
    }),
    ...(outcome && { 'gen_ai.output.messages': JSON.stringify([answered(outcome)]) }),
  };
}

const text = (content: string) => ({ type: 'text', content });

const answered = ({ text: answer, reasoning, finishReason }: Answered) => ({
  role: 'assistant',
  parts: [...(reasoning ? [{ type: 'reasoning', content: reasoning }] : []), text(answer)],
  ...(finishReason === null ? {} : { finish_reason: finishReason }),
});
