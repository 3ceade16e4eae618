/** Messages that are stretches of a file's body. */

import { LineCounter } from 'yaml';
import { UserError } from '../errors.js';
import { smallestEdit, type SourceEdit } from './edit.js';
import type { Message, PromptMessage, Role, SourceRange } from './prompt.js';

export function placesIn(text: string): (start: number, end: number) => SourceRange {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (const end of text.matchAll(/\n/g)) lines.addNewLine(end.index + 1);
  return (start, end) => {
    const { line, col } = lines.linePos(start);
    return { start, end, line, column: col };
  };
}

/** The stretch without the white space around it; line ends become `\n`, as every model gets them. */
export function messageAt(
  text: string,
  role: Role,
  { start, end, placeOf }: { start: number; end: number; placeOf: ReturnType<typeof placesIn> },
): PromptMessage {
  const raw = text.slice(start, end);
  const content = raw.trim();
  const from = content === '' ? start : start + raw.indexOf(content);
  return {
    role,
    content: content.replace(/\r\n?/g, '\n'),
    range: placeOf(from, from + content.length),
  };
}

/** Puts other texts where the messages stand. Throws `UserError` when the wording has other messages. */
export function rewordBody(
  text: string,
  before: readonly PromptMessage[],
  after: readonly Message[],
): SourceEdit {
  const same =
    before.length === after.length && before.every(({ role }, at) => role === after[at]?.role);
  if (!same)
    throw new UserError(
      'This wording has other messages than the file, so it cannot be put in their place. Copy what you need from the panel.',
    );
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  let rest = 0;
  let edited = '';
  before.forEach(({ content, range }, index) => {
    const fresh = after[index]?.content ?? '';
    if (fresh === content) return;
    edited += text.slice(rest, range.start) + fresh.replace(/\n/g, lineEnd);
    rest = range.end;
  });
  return smallestEdit(text, edited + text.slice(rest));
}
