/** Changes courtesy and tone. */

import { LANGUAGE_CODES } from '../../text/languageWords.js';
import { gapIn, withClosing, withOpening } from '../addedLine.js';
import { instructionIndex, rewordMessage } from '../rewording.js';
import type { VariantClass } from '../variant.js';
import { THANKS } from './phrases.js';
import { asksForSomething, openingKind, type SentenceKind } from './sentenceKinds.js';

interface Courtesy {
  readonly at: 'start' | 'end';
  readonly sentence: string;
  /** The kinds of sentences it reads well before; at the end, there must be something to thank for. */
  readonly before: readonly SentenceKind[];
}

const start = (sentence: string, before: readonly SentenceKind[] = ['request']): Courtesy => ({
  ...{ at: 'start', sentence, before },
});
const end = (sentence: string): Courtesy => ({ at: 'end', sentence, before: [] });

const KINDNESSES: readonly Courtesy[] = [
  start('Could you please help with this?'),
  start('I would be grateful for your help.'),
  end('Thank you!'),
  end('Thanks in advance for your help.'),
];

/** Changes of tone: warm, brisk, solemn, worried. */
const TONES: readonly Courtesy[] = [
  start('Hi there!', ['request', 'question']),
  start('Listen closely.'),
  end('This matters to me.'),
  end('I count on you.'),
];

export const politeness: VariantClass = {
  id: 'politeness',
  stress: false,
  languages: LANGUAGE_CODES,
  whenNone: 'the prompt has no place where a courtesy would read well',
  rewordings(prompt, { random, languages }) {
    const at = instructionIndex(prompt);
    const content = prompt.messages[at]?.content ?? '';
    const language = languages[at] ?? null;
    if (content.trim() === '' || language === null) return [];
    const courtesies =
      language === 'en'
        ? [...random.shuffle(KINDNESSES), ...random.shuffle(TONES)]
        : random.shuffle(THANKS[language]).map(end);
    const kind = openingKind(content);
    const isAsked = prompt.messages.some(
      ({ role, content: text }) => role !== 'assistant' && asksForSomething(text),
    );
    const fits = ({ at: place, sentence, before }: Courtesy) =>
      !saysAlready(content, sentence) && (place === 'start' ? before.includes(kind) : isAsked);
    return courtesies.filter(fits).flatMap(({ at: place, sentence }) => {
      const add = place === 'start' ? withOpening : withClosing;
      const text = add(content, sentence, gapIn(language));
      if (text === null) return [];
      const isLast = text.trimEnd().endsWith(sentence);
      const change = `${place === 'start' ? 'Starts with' : isLast ? 'Ends with' : 'Adds'} "${sentence}"`;
      return [{ change, messages: rewordMessage(prompt, at, () => text) }];
    });
  },
};

const THANKING =
  /(?<!\p{L})(?:thank|dank|bedankt|merci|gracias|grazie|obrigad[oa])|ありがとう|お願いします|谢谢|感谢/iu;
const GREETING = /(?<!\p{L})(?:hi|hello|hey|dear|good (?:morning|day|evening))(?!\p{L})/iu;

/** A second greeting or second thanks read oddly. */
const saysAlready = (text: string, sentence: string): boolean =>
  [THANKING, GREETING].some((saying) => saying.test(sentence) && saying.test(text));
