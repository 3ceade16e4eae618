/** Changes courtesy and tone. */

import { LANGUAGE_CODES } from '../../text/languageWords.js';
import { gapIn, withClosing, withOpening } from '../addedLine.js';
import { instructionIndex, rewordMessage } from '../rewording.js';
import type { VariantClass } from '../variant.js';
import { THANKS } from './phrases.js';

interface Courtesy {
  readonly at: 'start' | 'end';
  readonly sentence: string;
}

const start = (sentence: string): Courtesy => ({ at: 'start', sentence });
const end = (sentence: string): Courtesy => ({ at: 'end', sentence });

const KINDNESSES: readonly Courtesy[] = [
  start('Could you please help with this?'),
  start('I would be grateful for your help.'),
  end('Thank you!'),
  end('Thanks in advance for your help.'),
];

/** Changes of tone: warm, brisk, solemn, worried. */
const TONES: readonly Courtesy[] = [
  start('Hi there!'),
  start('Listen closely.'),
  end('This matters to me.'),
  end('I count on you.'),
];

export const politeness: VariantClass = {
  id: 'politeness',
  stress: false,
  languages: LANGUAGE_CODES,
  whenNone: 'the prompt has no place to add a courtesy to',
  rewordings(prompt, { random, languages }) {
    const at = instructionIndex(prompt);
    const content = prompt.messages[at]?.content ?? '';
    const language = languages[at] ?? null;
    if (content.trim() === '' || language === null) return [];
    const courtesies =
      language === 'en'
        ? [...random.shuffle(KINDNESSES), ...random.shuffle(TONES)]
        : random.shuffle(THANKS[language]).map(end);
    return courtesies.flatMap(({ at: place, sentence }) => {
      const add = place === 'start' ? withOpening : withClosing;
      const text = add(content, sentence, gapIn(language));
      if (text === null) return [];
      const isLast = text.trimEnd().endsWith(sentence);
      const change = `${place === 'start' ? 'Starts with' : isLast ? 'Ends with' : 'Adds'} "${sentence}"`;
      return [{ change, messages: rewordMessage(prompt, at, () => text) }];
    });
  },
};
