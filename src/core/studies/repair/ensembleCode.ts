/** A majority over wordings as code for whoever calls the model: in Python or JavaScript, without a library. */

import type { Message } from '../../ports/model.js';
import type { Prompt } from '../../prompt/prompt.js';
import { renderMessages } from '../../prompt/template.js';
import { withMessages } from './partEdits.js';
import type { Repair } from './schema.js';

export const CODE_LANGUAGES = ['py', 'mjs'] as const;
export type CodeLanguage = (typeof CODE_LANGUAGES)[number];

/** Null where too few wordings vote. Values go where `{{name}}` stands, whatever the prompt's own template language. */
export function ensembleCode(
  { findings: { ensemble } }: Repair,
  prompt: Prompt,
  language: CodeLanguage,
): string | null {
  if (!ensemble?.wordings || ensemble.wordings.length < ensemble.voters) return null;
  const inputs = Object.fromEntries(prompt.variables.map(({ name }) => [name, `{{${name}}}`]));
  const wordings = ensemble.wordings.map(({ messages }) =>
    renderMessages(withMessages(prompt, messages), inputs),
  );
  return language === 'py' ? python(prompt, wordings) : javaScript(prompt, wordings);
}

const names = ({ variables }: Prompt): string => variables.map(({ name }) => name).join(', ');

/** JSON is also a value of both languages, as all of it is text. */
const listOf = (wordings: readonly (readonly Message[])[]): string =>
  JSON.stringify(wordings, null, 2);

const python = (prompt: Prompt, wordings: readonly (readonly Message[])[]): string =>
  `"""The answer of most of ${wordings.length} wordings of ${prompt.path}: ${wordings.length} calls an answer.

answer(inputs, ask): inputs has ${names(prompt) || 'no values'}; ask(messages) calls the model and returns its text.
"""

WORDINGS = ${listOf(wordings)}


def filled(text, inputs):
    for name, value in inputs.items():
        text = text.replace("{{" + name + "}}", value)
    return text


def answer(inputs, ask, read=lambda text: text.strip().lower()):
    answers = []
    for messages in WORDINGS:
        asked = [{"role": m["role"], "content": filled(m["content"], inputs)} for m in messages]
        answers.append(read(ask(asked)))
    # The first of those that are as frequent.
    return max(answers, key=lambda each: (answers.count(each), -answers.index(each)))
`;

const javaScript = (prompt: Prompt, wordings: readonly (readonly Message[])[]): string =>
  `/**
 * The answer of most of ${wordings.length} wordings of ${prompt.path}: ${wordings.length} calls an answer.
 * \`inputs\` has ${names(prompt) || 'no values'}; \`ask(messages)\` calls the model and resolves to its text.
 */

const WORDINGS = ${listOf(wordings)};

const filled = (text, inputs) =>
  Object.entries(inputs).reduce((left, [name, value]) => left.replaceAll(\`{{\${name}}}\`, () => value), text);

export async function answer(inputs, ask, read = (text) => text.trim().toLowerCase()) {
  const answers = await Promise.all(
    WORDINGS.map(async (messages) =>
      read(await ask(messages.map(({ role, content }) => ({ role, content: filled(content, inputs) })))),
    ),
  );
  const times = (answer) => answers.filter((each) => each === answer).length;
  // The first of those that are as frequent.
  return answers.reduce((best, each) => (times(each) > times(best) ? each : best));
}
`;
