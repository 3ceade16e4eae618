/** Writes messages to a file that has some of them already: those are reworded, any more go before the question. */

import { NOTHING_AROUND, type Surroundings } from '../../ports/surroundings.js';
import type { Message } from '../../ports/model.js';
import { applyEdit, smallestEdit, type SourceEdit } from '../edit.js';
import { insertMessages, parsePrompt, rewordPrompt } from './formats.js';

/** Verified by reading the result back. Throws `UserError` if the file cannot hold the messages. */
export function changeMessages(
  { path, text }: { path: string; text: string },
  messages: readonly Message[],
  around: Surroundings = NOTHING_AROUND,
): SourceEdit {
  const own = parsePrompt(path, text, around).prompt?.messages.length ?? messages.length;
  const more = messages.length - own;
  if (more <= 0) return rewordPrompt({ path, text }, messages, around);
  const question = messages.findLastIndex(({ role }) => role === 'user');
  const first = Math.max(0, question - more);
  const kept = messages.toSpliced(first, more);
  const reworded = applyEdit(text, rewordPrompt({ path, text }, kept, around));
  const added = messages.slice(first, first + more);
  const inserted = insertMessages({ path, text: reworded }, added, around);
  return smallestEdit(text, applyEdit(reworded, inserted));
}
