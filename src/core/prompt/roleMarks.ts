/** Marks between the messages of a template, which survive rendering: loops may repeat messages, and compute their roles. */

import type { Message, Role } from '../ports/model.js';
import { TemplateError } from './languages/language.js';
import type { Prompt } from './prompt.js';

/** Ends a mark. */
const END = '\u0001';
/** In a mark: the message is part of a block that begins or ends in another one, */
const IN_BLOCK = '~';
/** or begins or ends with a block of its own, whose lines leave line breaks behind. */
const AT_BLOCK = '-';

/** `{{role message.role}}` of dotprompt; roles in quotes are read before. */
const ROLE_CALL = /\{\{~?\s*role\s+([^"'\s}]+)\s*~?\}\}/g;
/** `{{ message.role }}:` on a line of its own. */
const ROLE_LINE = /^[ \t]*#?[ \t]*\{\{-?[ \t]*([\w.[\]'"]+)[ \t]*-?\}\}[ \t]*:[ \t]*$/gm;

type Marking = Pick<Prompt, 'language' | 'roleLines'>;

/** The message as part of a whole template. A mark is a line of its own, because blocks depend on line breaks. */
export function markedMessage(
  { role, content }: Message,
  { language, roleLines = false }: Marking,
  mark: string,
): string {
  const pattern = roleLines ? ROLE_LINE : language === 'handlebars' ? ROLE_CALL : null;
  const [first = '', ...computed] = pattern === null ? [content] : content.split(pattern);
  const rest = computed.flatMap((text, at) => {
    if (at % 2 === 1) return [];
    // A name alone could be a helper's.
    const expression = language === 'handlebars' && /^\w+$/.test(text) ? `./${text}` : text;
    return markedText(`${AT_BLOCK}{{${expression}}}`, computed[at + 1] ?? '', mark);
  });
  return [markedText(role, first, mark), ...rest].join('');
}

const BLOCK_AT_EDGE = /^\s*(?:\{%|\{\{~?[#^])|(?:%\}|\{\{~?\/[^}]*\}\})\s*$/;

function markedText(role: string, text: string, mark: string): string {
  const isAtEdge = BLOCK_AT_EDGE.test(text) && !role.startsWith(AT_BLOCK);
  const flag = isPartOfBlock(text) ? IN_BLOCK : isAtEdge ? AT_BLOCK : '';
  return `${mark}${flag}${role}${END}\n${text}\n`;
}

function isPartOfBlock(text: string): boolean {
  const opened = text.match(/\{%[-+]?\s*(?:for|if)\b|\{\{~?[#^]/g)?.length ?? 0;
  const closed = text.match(/\{%[-+]?\s*end(?:for|if)\b|\{\{~?\//g)?.length ?? 0;
  return opened !== closed;
}

const ROLES: Readonly<Record<string, Role>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
  model: 'assistant',
};

/**
 * The message after a mark, up to the next. None if a block left nothing of it. Throws `TemplateError` for a computed role that
 * cannot be sent.
 */
export function messageIn(part: string): Message[] {
  const end = part.indexOf(END);
  const [, flag = '', named = ''] = /^([~-]?)-?([^]*)$/.exec(part.slice(0, end)) ?? [];
  const role = ROLES[named.trim().toLowerCase()];
  const text = part.slice(end + 1);
  const content = flag
    ? text.replace(/^(?:[ \t]*\n)+|(?:\n[ \t]*)+$/g, '')
    : withoutOuterBreaks(text);
  if (flag === IN_BLOCK && content.trim() === '') return [];
  if (role) return [{ role, content }];
  throw new TemplateError(
    `A message has the role "${named}", which cannot be sent. Use system, user or assistant.`,
  );
}

/** Those that `markedText` put around it: one before, one behind. */
function withoutOuterBreaks(text: string): string {
  const from = text.startsWith('\n') ? 1 : 0;
  return text.slice(from, text.length > from && text.endsWith('\n') ? -1 : undefined);
}
