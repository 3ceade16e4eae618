/**
 * Plain Markdown and text: the whole file is a user message. A file called `system.md` is a system message, with the
 * user's in `user.md` beside it, else the case's `input`, as pattern collections keep them.
 */

import { textOrNull } from '../../text/narrow.js';
import { messageAt, placesIn, rewordBody } from './bodyMessages.js';
import { assemble } from './bodyPrompt.js';
import type { PromptFormat } from './format.js';
import { readFrontmatter } from '../yaml/frontmatter.js';
import { literal } from '../languages/literal.js';
import { NO_PARAMETERS } from '../parameters.js';
import { baseName, folderOf } from '../path.js';
import type { PromptMessage } from '../prompt.js';
import type { Reading } from '../reading.js';

const NAME = /\.(?:md|markdown|txt|j2|jinja2?)$/i;
const SYSTEM = /(?:^|[/\\])system\.md$/i;

export const plainText: PromptFormat = {
  id: 'plain',
  // No file name identifies a plain text prompt: library folders and the command line do.
  names: [],
  matches: (path) => NAME.test(path),
  parse(reading) {
    const { path, text } = reading;
    const header = readFrontmatter(reading);
    if (!header) return null;
    const { name, description, model } = header.values;
    const isSystem = SYSTEM.test(path);
    const body = { start: header.bodyStart, end: text.length, placeOf: placesIn(text) };
    const message = messageAt(text, isSystem ? 'system' : 'user', body);
    return assemble(reading, header, {
      format: plainText.id,
      name: textOrNull(name) ?? nameFrom(path),
      description: textOrNull(description),
      model: textOrNull(model),
      parameters: NO_PARAMETERS,
      language: /\.(?:j2|jinja2?)$/i.test(path) ? 'jinja' : 'literal',
      messages: isSystem ? [message, questionBeside(reading)] : [message],
      partials: {},
      defaults: {},
      sample: null,
      tools: [],
      declared: [],
      known: ['name', 'description', 'model'],
    });
  },
  reword: rewordBody,
};

function questionBeside({ path, around }: Reading): PromptMessage {
  const text = around.file(path.replace(/system\.md$/i, 'user.md'))?.trim() ?? '';
  return { role: 'user', content: text === '' ? literal.written('input') : text, range: null };
}

/** A pattern is named after its folder. */
function nameFrom(path: string): string {
  return SYSTEM.test(path) && folderOf(path) !== ''
    ? baseName(folderOf(path))
    : baseName(path).replace(NAME, '');
}
