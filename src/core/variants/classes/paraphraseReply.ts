/** Reads the messages of a paraphrase out of a model's reply: tagged as asked for, tagged otherwise, or not at all. */

import type { Message } from '../../ports/model.js';
import type { Prompt } from '../../prompt/prompt.js';
import { splitReasoning } from '../../text/reasoning.js';
import { PLACEHOLDER } from '../meaning/marks.js';

/** The indexes of the messages that have words to reword: no example answers, and no lone placeholders. */
export const rewritableIn = ({ messages }: Pick<Prompt, 'messages'>): number[] =>
  messages.flatMap(({ role, content }, index) =>
    role !== 'assistant' && /\p{L}/u.test(content.replace(PLACEHOLDER, '')) ? [index] : [],
  );

/** The prompt's messages with the rewritten ones in their places; null if one of them cannot be found in the reply. */
export function readParaphrase(prompt: Pick<Prompt, 'messages'>, reply: string): Message[] | null {
  const places = rewritableIn(prompt);
  const text = withoutFence(splitReasoning(reply).text.trim());
  const tagged = taggedTexts(text);
  const roles = places.map((index) => prompt.messages[index]?.role);
  const found = places.map((place, at) => {
    const role = prompt.messages[place]?.role ?? 'user';
    const isOnlyOfRole = roles.filter((each) => each === role).length === 1;
    return tagged.get(String(at + 1)) ?? (isOnlyOfRole ? tagged.get(role) : undefined);
  });
  if (tagged.size === 0 && places.length === 1) found[0] = untagged(text);
  if (found.some((content) => content === undefined || content === '')) return null;
  return prompt.messages.map(({ role, content }, index) => ({
    role,
    content: found[places.indexOf(index)] ?? content,
  }));
}

/** `<message-1>`, `[Message 1]`, `**Message 1:**`, `<system>`, `User:` at the start of a line, and their closing forms. */
const TAG =
  /^[ \t]*(?:[*_#]+ ?)?(?:[<[](\/)?(?:message[-_ ]?(\d+)|(system|user))[>\]]|(?:message[-_ ]?(\d+)|(system|user)):)(?:[*_]+)?:?|<(\/)(?:message[-_ ]?\d+|system|user)>/gim;

/** By the number of the message, or its role. A tag that is not closed reaches to the next one, or to the end. */
function taggedTexts(text: string): Map<string, string> {
  const tags = [...text.matchAll(TAG)].map((match) => {
    const [whole, closing, tagNumber, tagRole, number, role, inlineClosing] = match;
    const isClosing = (closing ?? inlineClosing) !== undefined;
    const name = tagNumber ?? tagRole ?? number ?? role;
    return { at: match.index, end: match.index + whole.length, isClosing, name };
  });
  const texts = new Map<string, string>();
  tags.forEach(({ end, isClosing, name }, index) => {
    if (isClosing || name === undefined || texts.has(name.toLowerCase())) return;
    const content = text.slice(end, tags[index + 1]?.at ?? text.length).trim();
    texts.set(name.toLowerCase(), content);
  });
  return texts;
}

/** A code block around the whole reply. */
const withoutFence = (text: string) =>
  /^```[^\n`]*\n([^]*?)\n?```$/.exec(text)?.[1]?.trim() ?? text;

/** `Here is the paraphrase:`, `Rephrased prompt:` */
const PREAMBLE =
  /^(?:(?:sure|certainly|of course|okay|ok)\b[^\n]*?[!,.:]\s*)?(?:[^\n]{0,60}\b(?:re(?:phras|word|writt|writ)|paraphras|new wording|version)[^\n:]{0,40}:)\s*/i;

/** Without what models say before a wording, and the quotation marks around all of it. */
function untagged(text: string): string {
  const wording = text.replace(PREAMBLE, '').trim();
  return /^(["“«])([^"“”«»]*)(["”»])$/.exec(wording)?.[2]?.trim() ?? wording;
}
