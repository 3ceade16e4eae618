import type { Prompt } from '../prompt/prompt.js';
import type { Message } from '../ports/model.js';

/** Applies a change to every message a person wrote as instruction; example answers (assistant) stay as they are. */
export function rewordInstructions(prompt: Prompt, change: (text: string) => string): Message[] {
  return prompt.messages.map(({ role, content }) => ({
    role,
    content: role === 'assistant' ? content : change(content),
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
export function instructionIndex(prompt: Prompt): number {
  return Math.max(
    0,
    prompt.messages.findIndex(({ role }) => role === 'system'),
  );
}
