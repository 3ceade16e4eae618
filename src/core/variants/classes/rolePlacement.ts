/** Moves instructions between the system message and the user message. */

import type { Message } from '../../ports/model.js';
import { matchesOf, overlaps, type Span } from '../../text/span.js';
import { firstExampleIn } from '../exampleLines.js';
import { proseOf, SENTENCE_END } from '../layout.js';
import { listsOf, topItemsOf } from '../lists.js';
import { VARIABLE_TAG } from '../templateTags.js';
import { isTied } from '../ties.js';
import type { Rewording, VariantClass } from '../variant.js';

export const rolePlacement: VariantClass = {
  id: 'role',
  stress: false,
  regroups: true,
  whenNone: 'the instructions cannot be moved between system and user message',
  rewordings({ messages }, { languages }) {
    const plain = messages.map(({ role, content }): Message => ({ role, content }));
    // Whether a paragraph refers to the one before it is only known in English.
    return [...merged(plain), ...(languages[0] === 'en' ? split(plain) : [])];
  },
};

const JOINTS: readonly { readonly text: string; readonly words: string }[] = [
  { text: '\n\n', words: 'after a blank line' },
  { text: '\n', words: 'on the next line' },
];

function merged(messages: readonly Message[]): Rewording[] {
  const [system, user, ...rest] = messages;
  if (
    system?.role !== 'system' ||
    user?.role !== 'user' ||
    rest.some(({ role }) => role === 'system')
  )
    return [];
  // Directly below a list, the question would be part of its last item.
  const joints = JOINTS.filter(({ text }) => text === '\n\n' || endsInProse(system.content));
  return joints.map(({ text, words }) => ({
    change: `System message moved to the user message, the question ${words}`,
    messages: [{ role: 'user', content: system.content.trimEnd() + text + user.content }, ...rest],
  }));
}

function endsInProse(text: string): boolean {
  const body = text.trimEnd();
  return SENTENCE_END.test(body) && proseOf(text).flat().at(-1)?.end === body.length;
}

/** Moves the complete paragraphs before the first placeholder to the system message. */
function split(messages: readonly Message[]): Rewording[] {
  const [first, ...rest] = messages;
  if (first?.role !== 'user' || rest.some(({ role }) => role === 'system')) return [];
  const { content } = first;
  const firstTag = content.search(VARIABLE_TAG);
  const lists = wholeLists(content);
  const firstExample = firstExampleIn(content);
  const ends = matchesOf(content, /\n\s*\n|\n/g)
    .map(({ start }) => start)
    .filter((end) => end > 0 && (firstTag < 0 || end <= firstTag))
    .filter((end) => isComplete(content.slice(0, end)) && standsAlone(content.slice(end)))
    .filter((end) => !overlaps(lists, { start: end, end: end + 1 }))
    .filter((end) => end <= firstExample || isRightBefore(content, end, firstTag))
    .sort((a, b) => b - a);
  return [...new Set(ends)].map((end) => ({
    change: 'Start of the user message moved to the system message',
    messages: [
      { role: 'system', content: content.slice(0, end) },
      { role: 'user', content: content.slice(end).replace(/^\s+/, '') },
      ...rest,
    ],
  }));
}

/** Whether only a blank line is between a place and the line that has the first placeholder: every example is before it. */
const isRightBefore = (text: string, end: number, firstTag: number): boolean =>
  firstTag >= 0 && /^[^\S\n]*\n\s*\n[^\n]*$/.test(text.slice(end, firstTag));

/** Whether a text is complete: it does not announce what follows, and every code block and tag is closed. */
function isComplete(text: string): boolean {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const isOpen =
    count(/```/g) % 2 === 1 || count(/<[A-Za-z][^>\n]*>/g) !== count(/<\/[A-Za-z][^>\n]*>/g);
  return !isOpen && SENTENCE_END.test(text.trimEnd());
}

/** Whether a text makes sense by itself: it does not start with a list, or with a sentence that refers to what is before it. */
function standsAlone(text: string): boolean {
  const isFirst = ({ start }: Span) => text.slice(0, start).trim() === '';
  const first = proseOf(text)[0]?.[0];
  if (text.trim() === '' || topItemsOf(text).some(isFirst)) return false;
  return !(first && isFirst(first) && isTied(text.slice(first.start, first.end)));
}

/** From the first item of a list to the last: a list is not cut. */
const wholeLists = (text: string): Span[] =>
  listsOf(text).map((items) => ({ start: items[0]?.start ?? 0, end: items.at(-1)?.end ?? 0 }));
