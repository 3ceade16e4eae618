/** Moves instructions between the system message and the user message. */

import type { Message } from '../../ports/model.js';
import { proseOf } from '../layout.js';
import type { Rewording, VariantClass } from '../variant.js';

export const rolePlacement: VariantClass = {
  id: 'role',
  stress: false,
  regroups: true,
  whenNone: 'the instructions cannot be moved between system and user message',
  rewordings({ messages }, { labels }) {
    const plain = messages.map(({ role, content }): Message => ({ role, content }));
    return [...merged(plain), ...split(plain, labels)];
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
  return JOINTS.map(({ text, words }) => ({
    change: `System message moved to the user message, the question ${words}`,
    messages: [{ role: 'user', content: system.content.trimEnd() + text + user.content }, ...rest],
  }));
}

/** Moves the complete sentences or lines before the first placeholder to the system message. */
function split(messages: readonly Message[], labels: readonly string[]): Rewording[] {
  const [first, ...rest] = messages;
  if (first?.role !== 'user' || rest.some(({ role }) => role === 'system')) return [];
  const { content } = first;
  const firstTag = content.search(/\{\{|\{%|\$\{|\{[\p{L}_]|\$(?:ARGUMENTS|[1-9])/u);
  const ends = [
    ...[...content.matchAll(/\n\s*\n/g)].map(({ index }) => index),
    ...proseOf(content, labels)
      .flat()
      .map(({ end }) => end),
  ]
    .filter((end) => end > 0 && (firstTag < 0 ? end < content.trimEnd().length : end <= firstTag))
    .filter((end) => !isOpen(content.slice(0, end)) && content.slice(end).trim() !== '')
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

/** Whether the position is inside a code block or a pair of tags, which must not be split across messages. */
function isOpen(text: string): boolean {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return count(/```/g) % 2 === 1 || count(/<[A-Za-z][^>\n]*>/g) !== count(/<\/[A-Za-z][^>\n]*>/g);
}
