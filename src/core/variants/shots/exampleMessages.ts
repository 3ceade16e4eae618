/** Examples as messages: each a question and its answer, before the last user message. */

import type { Case } from '../../prompt/prompt.js';
import type { Message } from '../../ports/model.js';
import { renderMessages, type Template } from '../../prompt/template.js';

/**
 * The messages of one call: a wording with its examples, and the case's values in place. `layouts` are other formats of the
 * question, taken in turn; empty leaves every example in the wording's own.
 */
export function messagesFor(
  wording: Template,
  tested: Case,
  { examples, layouts = [] }: { examples: readonly Case[]; layouts?: readonly Message[] },
): Message[] {
  const rendered = renderMessages(wording, tested.inputs);
  const question = examples.length === 0 ? undefined : questionOf(wording);
  if (!question) return rendered;
  const at = rendered.findLastIndex(({ role }) => role === 'user');
  const pairs = examplePairs({ ...wording, messages: [question] }, examples, layouts);
  return [...rendered.slice(0, at), ...pairs, ...rendered.slice(at)];
}

/** Each example as its question and its answer; `question` holds one message, `layouts` others to take its place in turn. */
export const examplePairs = (
  question: Template,
  examples: readonly Case[],
  layouts: readonly Message[] = [],
): Message[] =>
  examples.flatMap((example, index): Message[] => {
    const layout = layouts[index % layouts.length];
    return [
      ...renderMessages(layout ? { ...question, messages: [layout] } : question, example.inputs),
      { role: 'assistant', content: example.expected ?? '' },
    ];
  });

/** The message a case's values are asked in. */
export const questionOf = ({ messages }: Pick<Template, 'messages'>): Message | undefined =>
  messages.findLast(({ role }) => role === 'user');

/** Examples the messages hold themselves: assistant messages before the last user message. */
export function shotsInFile(messages: readonly Message[]): number {
  const lastUser = messages.findLastIndex(({ role }) => role === 'user');
  return messages.slice(0, Math.max(0, lastUser)).filter(({ role }) => role === 'assistant').length;
}
