/** Numbers a free rewrite drops or adds. */

import type { Message } from '../../ports/model.js';
import type { Prompt } from '../../prompt/prompt.js';
import type { LanguageCode } from '../../text/languageWords.js';
import { languagesOf } from '../promptLanguage.js';
import { topItemsOf } from '../lists.js';
import { joined } from './drift.js';
import { withoutListNumbers } from './listNumbers.js';
import { CODE, PLACEHOLDER, placeholdersIn } from './marks.js';
import { foundNumbers, numbersIn, type FoundNumber } from './numbers.js';
import { LIMITS } from './senses.js';

export interface NumberChanges {
  /** Numbers of the original that are certainly nowhere in the rewrite. */
  readonly gone: readonly string[];
  /** Words of the original that may be numbers, and are not in the rewrite. */
  readonly perhapsGone: readonly string[];
  /** Numbers of the rewrite that are nowhere in the original. */
  readonly added: readonly string[];
  /** Those of the added ones that limit something: `at most 20 words`. */
  readonly limits: readonly string[];
}

/**
 * Numbers of list items and of numbered fields (`Option 1:`) are not compared, nor is a number that counts the inputs or the
 * items of a list: it says nothing that they do not say themselves.
 */
export function numberChanges(prompt: Prompt, wording: readonly Message[]): NumberChanges {
  const language = languageIn(prompt.messages) ?? languageIn(wording);
  const [was, is] = [prompt.messages, wording].map((messages) =>
    foundNumbers(proseIn(messages), language),
  ) as [FoundNumber[], FoundNumber[]];
  const counts = countsIn(prompt);
  const compared = (numbers: readonly FoundNumber[], others: readonly FoundNumber[]) => {
    const known = new Set([...counts, ...others.flatMap(({ readings }) => readings)]);
    return numbers.filter(({ readings }) => !readings.some((each) => known.has(each)));
  };
  // One is also said by an article or a singular.
  const gone = compared(was, is).filter(({ readings }) => readings[0] !== '1');
  const added = compared(is, was);
  const isCertain = ({ certainty }: FoundNumber) =>
    certainty === 'certain' || (certainty === 'unless-replaced' && added.length > 0);
  const limited = limitedNumbers(wording, language);
  return {
    gone: figures(gone.filter(isCertain)),
    perhapsGone: figures(gone.filter((each) => !isCertain(each))),
    added: figures(added),
    limits: figures(added.filter(({ certainty }) => certainty !== 'doubtful')).filter((number) =>
      limited.includes(number),
    ),
  };
}

const figures = (numbers: readonly FoundNumber[]): string[] => [
  ...new Set(numbers.map(({ readings }) => readings[0] as string)),
];

const FIELD_NUMBER = /(?<=\p{L}[^\S\n]?)\p{N}+(?=[^\S\n]*[:：](?!\p{N}))/gu;

const proseIn = (messages: readonly Message[]) =>
  withoutListNumbers(joined(messages))
    .replace(CODE, ' ')
    .replace(PLACEHOLDER, ' ')
    .replace(FIELD_NUMBER, ' ');

const languageIn = (messages: readonly Message[]) =>
  languagesOf(messages).find((language) => language !== null) ?? null;

/** How many inputs, or items of a list, the prompt has: from two to their number. */
function countsIn({ messages }: Prompt): ReadonlySet<string> {
  const text = joined(messages);
  const most = Math.max(
    placeholdersIn(text).length,
    ...messages.map(({ content }) => topItemsOf(content).length),
  );
  return new Set(Array.from({ length: Math.max(0, most - 1) }, (_, at) => String(at + 2)));
}

/** Numbers right after the words of a limit, or right before those that follow it (`20 words or fewer`). */
function limitedNumbers(messages: readonly Message[], language: LanguageCode | null): string[] {
  const prose = proseIn(messages).toLowerCase();
  const near = LIMITS.flatMap((words) =>
    [...prose.matchAll(words)].map(({ index, 0: found }) =>
      prose.slice(Math.max(0, index - 12), index + found.length + 12),
    ),
  );
  return near.flatMap((text) => numbersIn(text, language));
}
