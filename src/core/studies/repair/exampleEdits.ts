/** Edits that add examples: cases with their answers, which are then not measured. */

import { UserError } from '../../errors.js';
import type { Case, Prompt } from '../../prompt/prompt.js';
import { renderMessages } from '../../prompt/template.js';
import type { Message } from '../../ports/model.js';
import { readShots } from '../../variants/shots/configuration.js';
import { examplePairs, questionOf } from '../../variants/shots/exampleMessages.js';
import { examplesForFile } from '../../variants/shots/examples.js';
import { notTried, type EditSources, type Proposed } from './edit.js';

/** One example, then three (METRICS 14): of different answers, or as different as can be. */
const TRIED = ['1/balanced', '3/balanced', '3/diverse'] as const;

export const exampleEdits = (sources: EditSources): Proposed[] =>
  TRIED.map((shots) => withExamples(shots, sources));

function withExamples(shots: string, { prompt, seed }: EditSources): Proposed {
  const { count = 0, way = '' } = readShots(shots) ?? {};
  const params = { count, way };
  const examples = examplesOf(prompt, shots, seed);
  if (examples === null) return notTried('add-examples', 'no-examples', params);
  const apply = (to: Prompt) => inserted(to, examples);
  if (apply(prompt) === null) return notTried('add-examples', 'template', params);
  const ids = examples.map(({ id }) => id);
  const shows = prompt.examples.length > 0 ? [] : examples;
  return {
    ...{ edit: { code: 'add-examples', params: { ...params, cases: ids } }, kind: 'examples' },
    ...{ apply, shows },
  };
}

/** Null where there are too few. */
function examplesOf(prompt: Prompt, shots: string, seed: number): readonly Case[] | null {
  if (!questionOf(prompt)) return null;
  try {
    return examplesForFile(prompt, shots, seed);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/** Before the question; null where the template language would interpret a part of them. */
function inserted(prompt: Prompt, examples: readonly Case[]): Message[] | null {
  const at = prompt.messages.findLastIndex(({ role }) => role === 'user');
  const question = prompt.messages[at];
  if (!question) return null;
  const pairs = examplePairs({ ...prompt, messages: [question] }, examples);
  if (!isPlain(prompt, pairs)) return null;
  const messages = prompt.messages.map(({ role, content }) => ({ role, content }));
  return messages.toSpliced(at, 0, ...pairs);
}

function isPlain(prompt: Prompt, pairs: readonly Message[]): boolean {
  try {
    const rendered = renderMessages({ ...prompt, messages: pairs }, {});
    return rendered.every(({ content }, at) => content.trim() === pairs[at]?.content.trim());
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
