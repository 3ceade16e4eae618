/**
 * What a variant made by rule must keep for certain, checked on its text, whichever class made it. A person reviews none of
 * them, so one that breaks a rule is not made.
 */

import type { Message } from '../ports/model.js';
import type { Prompt } from '../prompt/prompt.js';
import { LANGUAGE_NAMES } from '../text/languageWords.js';
import { dataIn } from './dataSpans.js';
import { languagesOf } from './promptLanguage.js';
import { wholeSpansOf } from './protectedSpans.js';
import type { VariantClass } from './variant.js';

type Changes = Pick<VariantClass, 'regroups' | 'reorders'>;

/** Broken rules, one sentence each: empty messages, another language, code, quotes or data that changed or moved. */
export function brokenRules(
  prompt: Prompt,
  wording: readonly Message[],
  changes: Changes,
): string[] {
  const original = prompt.messages;
  return [
    ...emptyMessages(original, wording),
    ...(changes.regroups ? [] : otherLanguage(original, wording)),
    ...wholeProblem(original, wording, changes),
    ...dataProblem(original, wording),
  ];
}

export const emptyMessages = (
  original: readonly Message[],
  wording: readonly Message[],
): string[] =>
  wording.some(({ content }, at) => isEmptied(content, original[at]?.content))
    ? ['a message is empty']
    : [];

const isEmptied = (content: string, before = 'text') =>
  content.trim() === '' && before.trim() !== '';

/** Messages that are in another language than the original's; nothing is said where one is not recognized. */
export function otherLanguage(original: readonly Message[], wording: readonly Message[]): string[] {
  const now = languagesOf(wording);
  return languagesOf(original).flatMap((was, at) => {
    const is = now[at] ?? null;
    if (was === null || is === null || is === was) return [];
    return [`the language is ${LANGUAGE_NAMES[is]} instead of ${LANGUAGE_NAMES[was]}`];
  });
}

/** Code, placeholders, quotes, addresses and JSON, in their order unless the class moves sentences. Tags may be added. */
function wholeProblem(
  original: readonly Message[],
  wording: readonly Message[],
  { regroups, reorders }: Changes,
): string[] {
  const found = (messages: readonly Message[]) => {
    const texts = messages.map(({ content }) =>
      wholeSpansOf(content)
        .map(({ start, end }) => content.slice(start, end))
        .flatMap((text) =>
          /^<[^<]*>$/.test(text)
            ? []
            : [text.replace(/^<[A-Za-z][^>\n]*>|<\/[A-Za-z][^>\n]*>$/g, '')],
        ),
    );
    const groups = regroups ? [texts.flat()] : texts;
    return JSON.stringify(reorders ? groups.map((group) => group.toSorted()) : groups);
  };
  return found(original) === found(wording)
    ? []
    : ['code, quotes or placeholders changed or moved'];
}

/** Tables, keys, values to choose from, and layouts the answer must have occur as they were. */
function dataProblem(original: readonly Message[], wording: readonly Message[]): string[] {
  const whole = wording.map(({ content }) => content).join('\n');
  const lost = original
    .filter(({ role }) => role !== 'assistant')
    .flatMap(({ content }) => dataIn(content).map(({ start, end }) => content.slice(start, end)))
    .find((text) => !whole.includes(text));
  return lost === undefined ? [] : [`data changed: ${lost.trim().split('\n')[0] ?? ''}`];
}
