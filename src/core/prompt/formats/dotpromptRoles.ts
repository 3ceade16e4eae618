/** Finds the messages of a dotprompt text. */

import { messageAt, placesIn } from './bodyMessages.js';
import type { PromptMessage } from '../prompt.js';
import type { Role } from '../../ports/model.js';
import type { Reading } from '../reading.js';

export const COMMENT = /\{\{~?!--[\s\S]*?--~?\}\}|\{\{~?![\s\S]*?\}\}/g;
const MARK = new RegExp(
  `${COMMENT.source}|\\{\\{~?\\s*(?<block>#?)role\\s+["'](?<role>[^"'\\n]*)["']\\s*~?\\}\\}|(?<end>\\{\\{~?\\s*/role\\s*~?\\}\\})`,
  'g',
);

/** The mark of a role. */
export const ROLE_MARK = /\{\{~?\s*role\s+["'][^"'\n]*["']\s*~?\}\}/g;

const ROLES: Readonly<Record<string, Role>> = {
  system: 'system',
  user: 'user',
  model: 'assistant',
  assistant: 'assistant',
};

/** Text before the first role is a user message, unless it is empty or only comments. */
export function messagesAtRoles(reading: Reading, bodyStart: number): PromptMessage[] {
  const { text } = reading;
  const placeOf = placesIn(text);
  const messages: PromptMessage[] = [];
  let role: Role = 'user';
  let start = bodyStart;
  const close = (end: number) => {
    const message = messageAt(text, role, { start, end, placeOf });
    if (message.content.replace(COMMENT, '').trim() !== '') messages.push(message);
  };
  for (const match of text.slice(bodyStart).matchAll(MARK)) {
    const { role: named, end } = match.groups ?? {};
    const at = bodyStart + match.index;
    if (named === undefined && end === undefined) continue;
    if (named !== undefined && !Object.hasOwn(ROLES, named))
      reading.error(
        placeOf(at, at),
        `A \`${named}\` message cannot be sent. Use system, user or model.`,
      );
    close(at);
    role = named === undefined ? 'user' : (ROLES[named] ?? 'user');
    start = at + match[0].length;
  }
  close(text.length);
  return messages;
}
