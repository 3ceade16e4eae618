/** Messages that are spans of a file's body. */

import { LineCounter } from 'yaml';
import { UserError } from '../../errors.js';
import { smallestEdit, type SourceEdit } from '../edit.js';
import type { Prompt, PromptMessage, SourceRange } from '../prompt.js';
import type { Message, Role } from '../../ports/model.js';
import { worded } from '../../say/worded.js';

export type PlaceOf = (start: number, end: number) => SourceRange;

/** Maps UTF-16 offsets of the text to 1-based lines and columns. */
export function placesIn(text: string): PlaceOf {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (const end of text.matchAll(/\n/g)) lines.addNewLine(end.index + 1);
  return (start, end) => {
    const { line, col } = lines.linePos(start);
    return { start, end, line, column: col };
  };
}

/** The span without surrounding white space, with `\n` line endings, as sent to models. */
export function messageAt(
  text: string,
  role: Role,
  { start, end, placeOf }: { start: number; end: number; placeOf: PlaceOf },
): PromptMessage & { readonly range: SourceRange } {
  const raw = text.slice(start, end);
  const content = raw.trim();
  const from = content === '' ? start : start + raw.indexOf(content);
  return {
    role,
    content: content.replace(/\r\n?/g, '\n'),
    range: placeOf(from, from + content.length),
  };
}

/** Throws `UserError` if a variant has different messages than the file. */
export function refuseOtherMessages(before: readonly Message[], after: readonly Message[]): void {
  const same =
    before.length === after.length && before.every(({ role }, at) => role === after[at]?.role);
  if (same) return;
  throw new UserError(
    worded`This variant has different messages than the file, so it cannot replace them. Copy what you need from the panel.`,
  );
}

/** A message's mark and text, as written in a body. */
export type WriteMessage = (message: Message) => string;

/** Inserts messages before the mark of the last user message. `marks` finds the marks of all messages. */
export function insertIntoBody(
  { messages }: Pick<Prompt, 'messages'>,
  text: string,
  { added, marks, write }: { added: readonly Message[]; marks: RegExp; write: WriteMessage },
): SourceEdit {
  const range = messages.findLast(({ role }) => role === 'user')?.range;
  const from = range?.start ?? text.length;
  const mark = [...text.matchAll(marks)].findLast(({ index }) => index < from);
  const written = added.map(write).join('');
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const own = mark ? '' : write({ role: 'user', content: '' }).trimEnd() + '\n';
  const at = mark?.index ?? from;
  return { start: at, end: at, text: (written + own).replace(/\n/g, lineEnd) };
}

/** Replaces the texts of the messages. Throws `UserError` if the file's format cannot express them. */
export function rewordBody(
  { messages: before }: Pick<Prompt, 'messages'>,
  text: string,
  after: readonly Message[],
): SourceEdit {
  refuseOtherMessages(before, after);
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  let rest = 0;
  let edited = '';
  before.forEach(({ role, content, range }, index) => {
    const fresh = after[index]?.content ?? '';
    if (fresh === content) return;
    if (!range) throw new UserError(worded`The ${role} message is not in this file.`);
    edited += text.slice(rest, range.start) + fresh.replace(/\n/g, lineEnd);
    rest = range.end;
  });
  return smallestEdit(text, edited + text.slice(rest));
}
