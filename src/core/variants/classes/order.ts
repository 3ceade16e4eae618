/** Reorders instructions whose order has no meaning. */

import { listsOf, proseOf, replaceSpans } from '../layout.js';
import type { Span } from '../protectedSpans.js';
import { rewordMessage } from '../rewording.js';
import type { Rewording, VariantClass } from '../variant.js';

/** Words that tie a sentence to its neighbours or to a place in the text. */
const TIED =
  /^(?:it|this|that|these|those|they|he|she|then|next|finally|lastly|otherwise|however|also|but|and|or|so|therefore|instead|if so|if not|here|once|after|before|first|second|third|for example|else)\b|\b(?:above|below|following|previous|previously|as follows|latter|former|same)\b|:$/i;

const ATTEMPTS = 6;

export const order: VariantClass = {
  id: 'order',
  stress: false,
  whenNone: 'the prompt has no instructions that can be reordered',
  rewordings(prompt, { random, labels }) {
    return prompt.messages.flatMap(({ role, content }, index): Rewording[] => {
      if (role === 'assistant') return [];
      const groups = [...bulletLists(content), ...freeSentences(content, labels)];
      return groups.flatMap(({ what, spans }) =>
        Array.from({ length: ATTEMPTS }, () => ({
          change: `${what} reordered`,
          messages: rewordMessage(prompt, index, (text) =>
            reorder(text, spans, random.shuffle(spans)),
          ),
        })),
      );
    });
  },
};

/** Whether a sentence can be moved: it does not depend on its neighbors. */
function isFree(text: string): boolean {
  return !TIED.test(text.trim()) && isBalanced(text);
}

/** Steps in prose, whose order matters. */
const STEP = /^\(?\d{1,3}[.)]\s/;

const PAIRS: readonly (readonly [string, string])[] = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['“', '”'],
];

/** Whether brackets and markup that open here also close here. */
function isBalanced(text: string): boolean {
  const count = (part: string) => text.split(part).length - 1;
  const paired = PAIRS.every(([open, close]) => count(open) === count(close));
  return paired && ['"', '**', '`'].every((mark) => count(mark) % 2 === 0);
}

/** Numbered lists may be steps, so only bullets are reordered, unless they refer to each other. */
function bulletLists(text: string): { what: string; spans: Span[] }[] {
  return listsOf(text)
    .filter((list) => list.every(({ marker }) => /^[-*•]$/.test(marker)))
    .map((list) => list.map(({ contentStart, end }) => ({ start: contentStart, end })))
    .filter((spans) => spans.every(({ start, end }) => isFree(text.slice(start, end))))
    .map((spans) => ({ what: 'List items', spans }));
}

/** Runs of complete sentences without placeholders that do not depend on a neighbor. The first sentence sets the topic and stays. */
function freeSentences(text: string, labels: readonly string[]): { what: string; spans: Span[] }[] {
  return proseOf(text, labels)
    .filter((sentences) => sentences.every(({ start, end }) => !STEP.test(text.slice(start, end))))
    .map((sentences) =>
      sentences.filter(({ start, end }, index) => {
        const sentence = text.slice(start, end);
        const next = sentences[index + 1];
        const leanedOn = next !== undefined && TIED.test(text.slice(next.start, next.end));
        const whole = /[.!?]$/.test(sentence) && !/\{\{|\{%|\$\{/.test(sentence);
        return index > 0 && whole && !leanedOn && isFree(sentence);
      }),
    )
    .filter((spans) => spans.length > 1)
    .map((spans) => ({ what: 'Instructions', spans }));
}

function reorder(text: string, places: readonly Span[], contents: readonly Span[]): string {
  return replaceSpans(
    text,
    places.map((place, index) => {
      const { start, end } = contents[index] as Span;
      return { ...place, by: text.slice(start, end) };
    }),
  );
}
