/** Chosen examples written into the prompt's own file, as messages before its question. */

import { UserError } from '../../errors.js';
import type { Surroundings } from '../../ports/surroundings.js';
import { applyEdit, type SourceEdit } from '../../prompt/edit.js';
import { insertMessages, parsePrompt } from '../../prompt/formats/formats.js';
import type { Case, Prompt } from '../../prompt/prompt.js';
import type { Message } from '../../ports/model.js';
import { renderMessages } from '../../prompt/template.js';
import { examplePairs, messagesFor, questionOf } from './exampleMessages.js';
import { FILE_SHOTS } from './configuration.js';
import { examplesForFile } from './examples.js';
import { worded } from '../../say/worded.js';

export interface ExamplesEdit {
  readonly edit: SourceEdit;
  readonly examples: readonly Case[];
}

/**
 * The edit that makes a few-shot configuration the file's own. What is sent afterwards is compared with what the
 * configuration sent. Throws `UserError` where there is nothing to add or the file cannot hold it.
 */
export function examplesEdit(
  { prompt, text }: { prompt: Prompt; text: string },
  { shots, seed, around }: { shots: string; seed: number; around?: Surroundings },
): ExamplesEdit {
  if (shots === FILE_SHOTS)
    throw new UserError(
      worded`"${FILE_SHOTS}" is the prompt as written, so there is nothing to add. Use a number of examples: 3, 3/diverse.`,
    );
  const question = questionOf(prompt);
  if (!question)
    throw new UserError(worded`${prompt.path} has no user message to add examples before.`);
  const examples = examplesForFile(prompt, shots, seed);
  const messages = examplePairs({ ...prompt, messages: [question] }, examples);
  const file = { path: prompt.path, text };
  const edit = insertMessages(file, messages, around);
  const after = parsePrompt(prompt.path, applyEdit(text, edit), around).prompt;
  const probe = prompt.cases[0] ?? examples[0];
  if (
    after &&
    probe &&
    sameMessages(renderMessages(after, probe.inputs), messagesFor(prompt, probe, { examples }))
  )
    return { edit, examples };
  throw new UserError(
    worded`The template language of ${prompt.path} would interpret part of these examples. Choose examples another way, for example 3/diverse.`,
  );
}

const sameMessages = (a: readonly Message[], b: readonly Message[]) =>
  a.length === b.length &&
  a.every(
    ({ role, content }, at) => role === b[at]?.role && content.trim() === b[at].content.trim(),
  );
