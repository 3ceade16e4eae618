/** Changes who the model is told to be, or how the request opens. Neither should affect an answer. */

import { LANGUAGE_CODES } from '../../text/languageWords.js';
import { gapIn, withOpening } from '../addedLine.js';
import { instructionIndex, rewordMessage } from '../rewording.js';
import type { Rewording, VariantClass } from '../variant.js';
import { OPENINGS } from './phrases.js';

const PERSONAS: readonly string[] = [
  'You are a careful and reliable assistant.',
  'You are an experienced professional who pays attention to detail.',
  'You are a helpful assistant.',
  'You are an expert in tasks of this kind.',
];

/** Alternatives to an existing "You are a …". */
const ADDRESSES: readonly { readonly change: string; readonly opening: string }[] = [
  { change: 'States the role as "Act as"', opening: 'Act as ' },
  { change: 'States the role as "Take the role of"', opening: 'Take the role of ' },
  { change: 'States the role as "Your role is that of"', opening: 'Your role is that of ' },
];

const ENGLISH_OPENINGS: readonly string[] = [
  'Here is what I need you to do.',
  'Your task is as follows.',
  'I have a task for you.',
  'The task is this.',
];

const OWN_PERSONA = /^(\s*)You are (?=(?:an?|the) )/;
/** Another way to state a role, which a second role could contradict. */
const OTHER_PERSONA =
  /\b(?:you are|you['’]re|act(?:ing)? as|your (?:role|job|name|character|persona)|pretend|role[- ]?play|imagine (?:that )?you|as an? \p{L}+(?: \p{L}+)?,|persona)\b/iu;

export const persona: VariantClass = {
  id: 'persona',
  stress: false,
  languages: LANGUAGE_CODES,
  whenNone: 'the prompt has no text to state a role in',
  rewordings(prompt, { random, languages }) {
    const at = instructionIndex(prompt);
    const content = prompt.messages[at]?.content ?? '';
    const language = languages[at] ?? null;
    if (content.trim() === '' || language === null) return [];
    const beginning = (sentence: string): Rewording => ({
      change: `Starts with "${sentence}"`,
      messages: rewordMessage(prompt, at, (text) => withOpening(text, sentence, gapIn(language))),
    });
    if (language !== 'en') return random.shuffle(OPENINGS[language]).map(beginning);
    const personas = OWN_PERSONA.test(content)
      ? random.shuffle(ADDRESSES).map(({ change, opening }) => ({
          change,
          messages: rewordMessage(prompt, at, (text) => text.replace(OWN_PERSONA, `$1${opening}`)),
        }))
      : random.shuffle(PERSONAS).map(beginning);
    const roles = !OWN_PERSONA.test(content) && OTHER_PERSONA.test(content) ? [] : personas;
    return [...roles, ...random.shuffle(ENGLISH_OPENINGS).map(beginning)];
  },
};
