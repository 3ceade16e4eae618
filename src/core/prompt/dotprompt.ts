/** dotprompt files (`*.prompt`): frontmatter, then a Handlebars text whose `{{role "…"}}` begins a new message. */

import { messageAt, placesIn, rewordBody } from './bodyMessages.js';
import { assemble } from './bodyPrompt.js';
import type { ParsedPrompt, PromptFormat } from './formats.js';
import { readFrontmatter } from './frontmatter.js';
import { parametersFrom } from './parameters.js';
import { baseName } from './path.js';
import type { Problem, PromptMessage, Role } from './prompt.js';

export const dotprompt: PromptFormat = {
  id: 'dotprompt',
  matches: (path, text) => /\.prompt$/i.test(path) && !isOfAnotherTool(text),
  parse,
  reword: (text, messages) => rewordBody(text, messagesOf(text).messages, messages),
};

/** PromptL puts messages in tags; DotPrompt for .NET is YAML throughout, with `config` and `prompts`. */
function isOfAnotherTool(text: string): boolean {
  const tags = /^[ \t]*<\/?(?:system|user|assistant|prompt)\b[^>]*>/m.test(text);
  return (
    (tags && !/\{\{/.test(text)) || (/^prompts:[ \t]*\r?$/m.test(text) && /^config:/m.test(text))
  );
}

const MEANT = ['name', 'description', 'model', 'config', 'sensitivity'];

function parse(path: string, text: string): ParsedPrompt {
  const file = readFrontmatter(text, { comments: true });
  if (file.problems.length > 0) return { prompt: null, problems: file.problems };
  const { messages, problems } = messagesOf(text);
  const { name, description, model, config, input, output } = file.values;
  const format = recordOf(output)['format'];
  const defaults = Object.fromEntries(
    Object.entries(recordOf(recordOf(input)['default'])).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
  const isText = (value: unknown): value is string => typeof value === 'string';
  return assemble(
    file,
    {
      format: dotprompt.id,
      path,
      name: isText(name) ? name : baseName(path).replace(/\.prompt$/i, ''),
      description: isText(description) ? description : null,
      model: isText(model) ? model : null,
      parameters: {
        ...parametersFrom(recordOf(config)),
        responseFormat: format === 'json' ? 'json_object' : null,
      },
      language: 'handlebars',
      messages,
      extra: Object.fromEntries(
        Object.entries(file.values).filter(([key]) => !MEANT.includes(key)),
      ),
      defaults,
      sample: Object.keys(defaults).length > 0 ? {} : null,
    },
    problems,
  );
}

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

const ROLES: Readonly<Record<string, Role>> = {
  system: 'system',
  user: 'user',
  model: 'assistant',
  assistant: 'assistant',
};
const MARK =
  /\{\{~?\s*(#?)role\s+["']([^"'\n]*)["']\s*~?\}\}|\{\{~?\s*\/role\s*~?\}\}|\{\{~?\s*([#/])[^}]*\}\}|\{\{!--[\s\S]*?--\}\}|\{\{![\s\S]*?\}\}/g;

/** Text before the first role is a user message; what is empty is none. */
function messagesOf(text: string): { messages: PromptMessage[]; problems: Problem[] } {
  const { bodyStart } = readFrontmatter(text, { comments: true });
  const placeOf = placesIn(text);
  const problems: Problem[] = [];
  const messages: PromptMessage[] = [];
  let role: Role = 'user';
  let start = bodyStart;
  let depth = 0;
  const close = (end: number) => {
    const message = messageAt(text, role, { start, end, placeOf });
    const said = message.content.replace(/\{\{!--[\s\S]*?--\}\}|\{\{![\s\S]*?\}\}/g, '').trim();
    if (said !== '') messages.push(message);
  };
  for (const match of text.slice(bodyStart).matchAll(MARK)) {
    const [written, isBlock, named, block] = match;
    const at = bodyStart + match.index;
    if (written.startsWith('{{!')) continue;
    if (block !== undefined) {
      depth += block === '#' ? 1 : -1;
      continue;
    }
    const say = (message: string) => {
      const { line, column } = placeOf(at, at);
      problems.push({ severity: 'error', message, line, column });
    };
    if (named !== undefined && depth > 0)
      say('A role inside a block is not read by this version. Write the messages out.');
    if (named !== undefined && !ROLES[named])
      say(
        `A \`${named}\` message cannot be sent by Plumbline. It sends system, user and model messages.`,
      );
    close(at);
    role = named === undefined || isBlock === undefined ? 'user' : (ROLES[named] ?? 'user');
    start = at + written.length;
  }
  close(text.length);
  problems.push(...notRendered(text, bodyStart));
  return { messages, problems };
}

/** What opens and shows, but cannot be sent by this version. */
function notRendered(text: string, bodyStart: number): Problem[] {
  const placeOf = placesIn(text);
  const withoutComments = text.replace(/\{\{!--[\s\S]*?--\}\}|\{\{![\s\S]*?\}\}/g, (comment) =>
    ' '.repeat(comment.length),
  );
  const found = [...withoutComments.slice(bodyStart).matchAll(/\{\{~?\s*(>|media\b)/g)];
  return found.map((match) => {
    const { line, column } = placeOf(bodyStart + match.index, bodyStart + match.index);
    const what = match[1] === '>' ? 'Partials are' : 'Media are';
    const message = `${what} not rendered by this version, so this prompt opens but cannot be tested yet.`;
    return { severity: 'warning', message, line, column };
  });
}
