/** A majority over wordings as code for whoever calls the model: in Python or JavaScript, without a library. */

import { UserError } from '../../errors.js';
import type { Message } from '../../ports/model.js';
import type { Prompt } from '../../prompt/prompt.js';
import { renderMessages } from '../../prompt/template.js';
import { withMessages } from './partEdits.js';
import type { Repair } from './schema.js';
import { worded } from '../../say/worded.js';

export const CODE_LANGUAGES = ['py', 'mjs'] as const;
export type CodeLanguage = (typeof CODE_LANGUAGES)[number];

/**
 * Throws `UserError`, saying why, where too few wordings vote and where the prompt's text depends on its values. Values go where `{{name}}` stands, whatever the prompt's own template language.
 */
export function ensembleCode(
  { findings: { ensemble } }: Repair,
  prompt: Prompt,
  language: CodeLanguage,
): string {
  if (!ensemble?.wordings || ensemble.wordings.length < ensemble.voters)
    throw new UserError(
      worded`A majority needs ${ensemble?.voters ?? 3} wordings with enough answers, and there are ${ensemble?.wordings?.length ?? 0}.`,
      { commandLine: worded`Use --variants for more wordings.` },
    );
  const messages = ensemble.wordings.flatMap((wording) => wording.messages);
  if (messages.some(({ content }) => hasLogic(content, prompt)))
    throw new UserError(
      worded`The prompt has conditions, loops or filters, and code that only fills in values would ask something else.`,
    );
  const inputs = Object.fromEntries(prompt.variables.map(({ name }) => [name, `{{${name}}}`]));
  const wordings = ensemble.wordings.map(({ messages }) =>
    renderMessages(withMessages(prompt, messages), inputs),
  );
  return language === 'py' ? python(prompt, wordings) : javaScript(prompt, wordings);
}

/** Whether a template says more than where its values go. */
const hasLogic = (text: string, { language }: Prompt): boolean =>
  ['jinja', 'handlebars', 'mustache'].includes(language) &&
  /\{\{|\{[%#]/u.test(text.replace(/\{\{\{?\s*[\p{L}\p{N}_-]+\s*\}\}\}?/gu, ''));

/** Of a placeholder, as a text of both languages. */
const patternOf = ({ variables }: Prompt): string => {
  const names = variables.map(({ name }) => name.replace(/[^\p{L}\p{N}_]/gu, '\\$&'));
  return JSON.stringify(names.length === 0 ? '(?!)' : `\\{\\{(${names.join('|')})\\}\\}`);
};

const names = ({ variables }: Prompt): string => variables.map(({ name }) => name).join(', ');

/** JSON is also a value of both languages, as all of it is text. */
const listOf = (wordings: readonly (readonly Message[])[]): string =>
  JSON.stringify(wordings, null, 2);

const python = (prompt: Prompt, wordings: readonly (readonly Message[])[]): string =>
  `"""The answer of most of ${wordings.length} wordings of ${prompt.path}: ${wordings.length} calls an answer.

answer(inputs, ask): inputs has ${names(prompt) || 'no values'}; ask(messages) calls the model and returns its text.
"""

import re

WORDINGS = ${listOf(wordings)}
PLACEHOLDER = re.compile(${patternOf(prompt)})


def filled(text, inputs):
    return PLACEHOLDER.sub(lambda match: str(inputs[match[1]]), text)


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

const PLACEHOLDER = new RegExp(${patternOf(prompt)}, 'g');

const filled = (text, inputs) => text.replace(PLACEHOLDER, (_, name) => String(inputs[name]));

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
