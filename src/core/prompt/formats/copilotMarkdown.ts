/**
 * Copilot's and Claude's Markdown files: prompts are a user message, agents, instructions and skills a system message.
 * The whole body is the message.
 */

import { textOrNull } from '../../text/narrow.js';
import { messageAt, placesIn, rewordBody } from './bodyMessages.js';
import { assemble } from './bodyPrompt.js';
import type { PromptFormat } from './format.js';
import { readFrontmatter } from '../yaml/frontmatter.js';
import { NO_PARAMETERS } from '../parameters.js';
import { baseName, folderOf } from '../path.js';

const NAME = /(?:\.(?:prompt|instructions|agent|chatmode)\.md|(?:^|[/\\])SKILL\.md)$/i;
const FOLDER = /(?:^|[/\\])\.(?:github|claude)[/\\]agents[/\\](?:.+[/\\])?[^/\\]+\.md$/i;

export const copilotMarkdown: PromptFormat = {
  id: 'copilot',
  names: [NAME, FOLDER],
  parse(reading) {
    const { path, text } = reading;
    const header = readFrontmatter(reading);
    if (!header) return null;
    const { name, description, model } = header.values;
    const role = /\.prompt\.md$/i.test(path) ? 'user' : 'system';
    const body = { start: header.bodyStart, end: text.length, placeOf: placesIn(text) };
    return assemble(reading, header, {
      format: copilotMarkdown.id,
      name: textOrNull(name) ?? nameFrom(path),
      description: textOrNull(description),
      model: textOrNull(Array.isArray(model) ? model[0] : model),
      parameters: NO_PARAMETERS,
      language: 'copilot',
      messages: [messageAt(text, role, body)],
      partials: {},
      defaults: {},
      sample: null,
      tools: [{ given: namesIn(header.values['tools']), path: ['tools'] }],
      declared: [],
      known: ['name', 'description', 'model'],
    });
  },
  reword: rewordBody,
};

/** Claude's agents list them in one string. */
const namesIn = (tools: unknown) =>
  typeof tools === 'string' ? tools.split(',').map((name) => name.trim()) : tools;

/** A skill is named after its folder. */
function nameFrom(path: string): string {
  const base = baseName(path).replace(NAME, '').replace(/\.md$/i, '');
  return base !== '' && !/^SKILL/i.test(base) ? base : baseName(folderOf(path));
}
