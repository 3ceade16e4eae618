import type { Prompt } from '../prompt/prompt.js';
import type { Message } from '../ports/model.js';

/** Applies a change to every message a person wrote as instruction; example answers (assistant) stay as they are. */
export function rewordInstructions(
  prompt: { readonly messages: readonly Message[] },
  change: (text: string, index: number) => string,
): Message[] {
  return prompt.messages.map(({ role, content }, index) => ({
    role,
    content: role === 'assistant' ? content : change(content, index),
  }));
}

/** Applies a change to one message only. */
export function rewordMessage(
  prompt: Prompt,
  index: number,
  change: (text: string) => string,
): Message[] {
  return prompt.messages.map(({ role, content }, at) => ({
    role,
    content: at === index ? change(content) : content,
  }));
}

/** The message that carries the instructions: the system message, else the first one. */
export function instructionIndex({ messages }: Pick<Prompt, 'messages'>): number {
  return Math.max(
    0,
    messages.findIndex(({ role }) => role === 'system'),
  );
}
