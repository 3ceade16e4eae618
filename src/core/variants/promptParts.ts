/** The sentences and list items of a prompt, and the prompt with each of them removed. */

import { labelsOf } from '../prompt/answerShape.js';
import { placesIn } from '../prompt/formats/bodyMessages.js';
import type { Message } from '../ports/model.js';
import type { Prompt, SourceRange } from '../prompt/prompt.js';
import { literalPattern } from '../text/literalPattern.js';
import { checkMeaning } from './meaning/meaningCheck.js';
import { fieldsOf, proseOf } from './layout.js';
import { BLOCK_TAG } from './templateTags.js';
import { topItemsOf } from './lists.js';
import type { Span } from '../text/span.js';
import type { Variant } from './variant.js';

/** The class of variants with one part removed. They do not keep the meaning and are only compared with the original. */
export const REMOVAL = 'removal';

export interface PromptPart {
  /** `part-1` for the first of the prompt. */
  readonly id: string;
  /** Index of its message, and its position in that message's text. */
  readonly message: number;
  readonly span: Span;
  readonly text: string;
  /** Where it stands in the file; null where the file writes it in another form. */
  readonly range: SourceRange | null;
}

/**
 * What a person would read as one statement, in the prompt's order. Left out is what carries a variable or the template's
 * logic, and what examples answer: without those the question itself would be another.
 */
export function partsOf(prompt: Prompt, text: string): PromptPart[] {
  const labels = labelsOf(prompt);
  const spans = prompt.messages.flatMap(({ role, content }, message) =>
    role === 'assistant'
      ? []
      : statementsIn(content, labels)
          .filter((span) => !holdsTemplate(prompt, content.slice(span.start, span.end)))
          .map((span) => ({ message, span, text: content.slice(span.start, span.end) })),
  );
  const placeOf = placesIn(text);
  const from = new Map<number, number>();
  return spans.map((part, index) => {
    const place = findIn(text, part.text, {
      within: prompt.messages[part.message]?.range ?? null,
      from: from.get(part.message) ?? 0,
    });
    if (place) from.set(part.message, place.end);
    return {
      id: `part-${index + 1}`,
      ...part,
      range: place && placeOf(place.start, place.end),
    };
  });
}

/** The prompt without a part. A message that nothing is left of is gone with it. */
export function withoutPart(prompt: Prompt, part: PromptPart): Variant {
  const messages = messagesWithout(prompt, [part]);
  return {
    id: part.id,
    class: REMOVAL,
    stress: false,
    change: 'Left out',
    messages,
    gate: { ...checkMeaning(prompt, messages, {}), invariants: [] },
    status: 'generated',
  };
}

/** The messages without these parts. One that nothing is left of is gone with them. */
export function messagesWithout(prompt: Prompt, parts: readonly PromptPart[]): Message[] {
  return prompt.messages
    .map(({ role, content }, index) => ({
      role,
      content: parts
        .filter(({ message }) => message === index)
        .toSorted((a, b) => b.span.start - a.span.start)
        .reduce((text, { span }) => cut(text, span), content),
    }))
    .filter(({ content }) => content.trim() !== '');
}

function statementsIn(content: string, labels: readonly string[]): Span[] {
  const fields = fieldsOf(content, labels).filter(({ valueStart, end }) => valueStart < end);
  return [...topItemsOf(content), ...fields, ...proseOf(content).flat()]
    .map(({ start, end }) => ({ start, end }))
    .filter(({ start, end }) => /\p{L}/u.test(content.slice(start, end)))
    .toSorted((a, b) => a.start - b.start);
}

const holdsTemplate = ({ variables }: Prompt, text: string): boolean =>
  BLOCK_TAG.test(text) ||
  /\{\{|\{%|\$\{|\{#/.test(text) ||
  variables.some(({ name }) => text.includes(`{${name}}`) || text.includes(`$${name}`));

/** The text without a span: with the space after it, or, at the end of a line, before it; a line of its own goes whole. */
export function cut(content: string, { start, end }: Span): string {
  const before = content.slice(0, start);
  const after = content.slice(end);
  const ownLine = /(?:^|\n)[ \t]*$/.test(before) && /^[ \t]*(?:\n|$)/.test(after);
  if (ownLine) return before.replace(/[ \t]*$/, '') + after.replace(/^[ \t]*\n?/, '');
  return after === '' || /^[ \t]*\n/.test(after)
    ? before.replace(/[ \t]+$/, '') + after
    : before + after.replace(/^[ \t]+/, '');
}

/** The same words in the same order, however the file breaks its lines. */
function findIn(
  text: string,
  wanted: string,
  { within, from }: { within: SourceRange | null; from: number },
): Span | null {
  if (!within) return null;
  const words = wanted.trim().split(/\s+/).map(literalPattern);
  const pattern = new RegExp(words.join('\\s+'), 'g');
  pattern.lastIndex = Math.max(from, within.start);
  const match = pattern.exec(text);
  if (!match || match.index + match[0].length > within.end) return null;
  return { start: match.index, end: match.index + match[0].length };
}
