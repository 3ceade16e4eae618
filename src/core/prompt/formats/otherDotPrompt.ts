/** Recognizes `.prompt` files of other tools, so that they are rejected instead of misread. */

import { UserError } from '../../errors.js';
import type { PromptFormat } from './format.js';
import { TOP } from '../reading.js';
import { worded } from '../../say/worded.js';

export const otherDotPrompt: PromptFormat = {
  id: 'other-dot-prompt',
  names: [/\.promptl$/i],
  matches: (path, text) => /\.promptl?$/i.test(path) && dialectOf(path, text) !== null,
  parse(reading) {
    const dialect = dialectOf(reading.path, reading.text) ?? 'a file of another tool';
    const message = `This is ${dialect}, which is not supported. Copy its messages to a \`.prompt.yml\` or \`.prompty\` file.`;
    reading.limit(TOP, message, 'error');
    return null;
  },
  reword() {
    throw new UserError(worded`Writing this format is not supported.`);
  },
};

/** PromptL puts messages in tags; DotPrompt for .NET is YAML throughout, with `config` and `prompts`. */
function dialectOf(path: string, text: string): string | null {
  if (/\.promptl$/i.test(path)) return 'a PromptL file';
  if (/^prompts:[ \t]*\r?$/m.test(text) && /^config:/m.test(text))
    return 'a DotPrompt file for .NET';
  const tags = /^[ \t]*<\/?(?:system|user|assistant|prompt)\b[^>]*>/m.test(text);
  return tags && !/\{\{/.test(text) ? 'a PromptL file' : null;
}
