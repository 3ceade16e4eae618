/** Changes white space and casing, in any language. */

import { overlaps, protectedSpans } from '../protectedSpans.js';
import { rewordInstructions } from '../rewording.js';
import type { VariantClass } from '../variant.js';

interface Change {
  readonly change: string;
  readonly at: RegExp;
  readonly by: (found: string) => string;
}

const lowered = (found: string) => found.toLowerCase();

/** Each change applies wherever its pattern matches outside protected text. */
const CHANGES: readonly Change[] = [
  { change: 'Two spaces after each sentence', at: /(?<=[.!?]) (?=\S)/g, by: () => '  ' },
  { change: 'A blank line after each line', at: /\n+/g, by: () => '\n\n' },
  { change: 'Without blank lines', at: /\n[ \t]*(?:\n[ \t]*)+/g, by: () => '\n' },
  { change: 'A space at the end of each line', at: /(?<=\S)\n/g, by: () => ' \n' },
  {
    change: 'Sentences start in lowercase',
    at: /(?<=(?:^|\n)[ \t]*|[.!?]\s+)\p{Lu}(?=\p{Ll})/gu,
    by: lowered,
  },
  {
    change: 'All lowercase, except words in all caps',
    at: /(?<!\p{L})\p{Lu}(?=\p{Ll})/gu,
    by: lowered,
  },
  { change: 'An empty line before the text', at: /^(?=[\s\S])/g, by: () => '\n' },
  { change: 'An empty line after the text', at: /(?<=[\s\S])$/g, by: () => '\n' },
];

export const whitespace: VariantClass = {
  id: 'whitespace',
  stress: false,
  whenNone: 'the prompt has no text',
  rewordings: (prompt, { random, labels }) =>
    random.shuffle(CHANGES).map(({ change, at, by }) => ({
      change,
      messages: rewordInstructions(prompt, (text) => {
        const spans = protectedSpans(text, labels);
        return text.replace(at, (found: string, offset: number) =>
          overlaps(spans, { start: offset, end: offset + found.length }) ? found : by(found),
        );
      }),
    })),
};
