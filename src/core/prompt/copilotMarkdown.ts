/**
 * Copilot's and Claude's Markdown files: prompts are a user message, agents, instructions and skills a system message.
 * The whole body is the message.
 */

import { messageAt, placesIn, rewordBody } from './bodyMessages.js';
import { assemble } from './bodyPrompt.js';
import type { ParsedPrompt, PromptFormat } from './formats.js';
import { readFrontmatter } from './frontmatter.js';
import { NO_PARAMETERS } from './parameters.js';
import { baseName } from './path.js';
import type { PromptMessage } from './prompt.js';

const NAMES = /(?:\.(?:prompt|instructions|agent|chatmode)\.md|(?:^|[/\\])SKILL\.md)$/i;
const FOLDERS = /(?:^|[/\\])\.(?:github|claude)[/\\]agents[/\\](?:.+[/\\])?[^/\\]+\.md$/i;

export const copilotMarkdown: PromptFormat = {
  id: 'copilot',
  matches: (path) => NAMES.test(path) || FOLDERS.test(path),
  parse,
  reword: (text, messages) =>
    rewordBody(text, messagesOf(text, messages[0]?.role === 'user'), messages),
};

const MEANT = ['name', 'description', 'model', 'sensitivity'];

function parse(path: string, text: string): ParsedPrompt {
  const file = readFrontmatter(text);
  if (file.problems.length > 0) return { prompt: null, problems: file.problems };
  const { name, description, model } = file.values;
  const isText = (value: unknown): value is string => typeof value === 'string';
  const models: unknown[] = Array.isArray(model) ? model : [model];
  return assemble(
    file,
    {
      format: copilotMarkdown.id,
      path,
      name: isText(name) ? name : nameFrom(path),
      description: isText(description) ? description : null,
      model: models.find(isText) ?? null,
      parameters: NO_PARAMETERS,
      language: 'copilot',
      messages: messagesOf(text, /\.prompt\.md$/i.test(path)),
      extra: Object.fromEntries(
        Object.entries(file.values).filter(([key]) => !MEANT.includes(key)),
      ),
    },
    [],
  );
}

/** A skill is called after its folder. */
function nameFrom(path: string): string {
  const base = baseName(path).replace(NAMES, '').replace(/\.md$/i, '');
  return base !== '' && !/^SKILL/i.test(base) ? base : baseName(path.replace(/[/\\][^/\\]*$/, ''));
}

function messagesOf(text: string, isUser: boolean): PromptMessage[] {
  const { bodyStart: start } = readFrontmatter(text);
  const placeOf = placesIn(text);
  return [messageAt(text, isUser ? 'user' : 'system', { start, end: text.length, placeOf })];
}
