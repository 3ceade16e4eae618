/** Few-shot configurations: examples drawn from the prompt's own cases, put in as user/assistant pairs. */

import { UserError } from '../errors.js';
import type { Case, Message, Prompt } from '../prompt/prompt.js';
import { renderMessages, type Template } from '../prompt/template.js';
import { randomFrom } from '../random.js';

/** The messages as they stand, with the examples they may already hold. */
export const FILE_SHOTS = 'file';

/** `file` (also written `0`), or the number of examples to add. Throws `UserError` for anything else. */
export function parseShots(text: string): string {
  const trimmed = text.trim();
  if (trimmed === FILE_SHOTS || trimmed === '0') return FILE_SHOTS;
  if (/^[1-9]\d?$/.test(trimmed)) return trimmed;
  throw new UserError(
    `"${text}" is no few-shot configuration. Write file, or a number of examples from 1 to 99.`,
  );
}

/** The configuration every headline number rests on: the file's own, where it was run. */
export const headlineShots = (shots: readonly string[]): string =>
  shots.includes(FILE_SHOTS) ? FILE_SHOTS : (shots[0] ?? FILE_SHOTS);

export const exampleCount = (shots: string): number => (shots === FILE_SHOTS ? 0 : Number(shots));

/**
 * The examples for one case: drawn by the seed from the cases with an expected answer, never the case itself nor one with
 * equal inputs, so that no expected answer leaks. They depend on nothing else: every variant and repeat gets the same.
 * Fewer than asked for where there are not enough.
 */
export function examplesFor(
  prompt: Prompt,
  tested: Case,
  { shots, seed }: { shots: string; seed: number },
): Case[] {
  const count = exampleCount(shots);
  if (count === 0) return [];
  const own = inputsOf(tested);
  const others = prompt.cases.filter(
    (each) => each.expected !== null && each.id !== tested.id && inputsOf(each) !== own,
  );
  return randomFrom('examples', seed, tested.id).shuffle(others).slice(0, count);
}

const inputsOf = ({ inputs }: Case) =>
  JSON.stringify(Object.entries(inputs).sort(([a], [b]) => (a < b ? -1 : 1)));

/** How many examples every case can have; 0 without cases. */
export function mostExamples(prompt: Prompt): number {
  const counts = prompt.cases.map(
    (each) => examplesFor(prompt, each, { shots: '99', seed: 0 }).length,
  );
  return counts.length === 0 ? 0 : Math.min(...counts);
}

/** The messages of one call: a wording with its examples before the last user message, and the case's values in place. */
export function messagesFor(wording: Template, tested: Case, examples: readonly Case[]): Message[] {
  const rendered = renderMessages(wording, tested.inputs);
  const at = rendered.findLastIndex(({ role }) => role === 'user');
  const question = wording.messages.findLast(({ role }) => role === 'user');
  if (examples.length === 0 || !question) return rendered;
  const pairs = examples.flatMap((example): Message[] => [
    ...renderMessages({ ...wording, messages: [question] }, example.inputs),
    { role: 'assistant', content: example.expected ?? '' },
  ]);
  return [...rendered.slice(0, at), ...pairs, ...rendered.slice(at)];
}

/** Examples the file's own messages hold: assistant messages before the last user message. */
export function shotsInFile(messages: readonly Message[]): number {
  const lastUser = messages.findLastIndex(({ role }) => role === 'user');
  return messages.slice(0, Math.max(0, lastUser)).filter(({ role }) => role === 'assistant').length;
}
