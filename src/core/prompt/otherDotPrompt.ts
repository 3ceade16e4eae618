/** `.prompt` files of tools this version does not read: recognised, so that none is misread. */

import type { ParsedPrompt, PromptFormat } from './formats.js';

export const otherDotPrompt: PromptFormat = {
  id: 'other-dot-prompt',
  matches: (path) => /\.prompt(?:l)?$/i.test(path),
  parse: (path, text) => refused(dialectOf(path, text)),
  reword: () => ({ start: 0, end: 0, text: '' }),
};

function dialectOf(path: string, text: string): string {
  if (/\.promptl$/i.test(path) || !/^prompts:/m.test(text)) return 'a PromptL file';
  return 'a DotPrompt file for .NET';
}

function refused(what: string): ParsedPrompt {
  const message = `This is ${what}, which this version does not read. Copy its messages into a \`.prompt.yml\` or \`.prompty\` file.`;
  return { prompt: null, problems: [{ severity: 'error', message, line: 1, column: 1 }] };
}
