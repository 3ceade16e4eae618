/** Changes who the model is told to be, or how the request opens. Neither should affect an answer. */

import { LANGUAGE_CODES } from '../../text/languageWords.js';
import type { Prompt } from '../../prompt/prompt.js';
import { gapIn, withOpening } from '../addedLine.js';
import { instructionIndex, rewordMessage } from '../rewording.js';
import type { Rewording, VariantClass } from '../variant.js';
import { OPENINGS } from './phrases.js';
import { givesRole, openingKind } from './sentenceKinds.js';

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

/** At the start of a sentence, and followed by one clause, so that it can be said as a noun: not `You are an editor and you write …`. */
const OWN_PERSONA =
  /(?<=^\s*|\n[ \t]*|[.!?] )You are (?=(?:an?|the) )(?![^.!?\n]*[,;]? (?:and|but|so|who) (?:you|your)\b)(?![^.!?\n]*[,;] you\b)/;

export const persona: VariantClass = {
  id: 'persona',
  stress: false,
  languages: LANGUAGE_CODES,
  whenNone:
    'it gives a role already, or starts with something that no role or opening reads well before',
  rewordings(prompt, { random, languages }) {
    const at = instructionIndex(prompt);
    const content = prompt.messages[at]?.content ?? '';
    const language = languages[at] ?? null;
    if (content.trim() === '' || language === null) return [];
    const beginning = (sentence: string): Rewording => ({
      change: `Starts with "${sentence}"`,
      messages: rewordMessage(prompt, at, (text) => withOpening(text, sentence, gapIn(language))),
    });
    // "Your task is as follows." announces what is to be done, and nothing else.
    const announcing = (sentences: readonly string[]) =>
      random
        .shuffle(sentences)
        .filter(() => openingKind(content) === 'request')
        .map(beginning);
    const { personas: given } = prompt.settings;
    if (Array.isArray(given) && !hasRole(prompt, content))
      return random.shuffle(given).map(beginning);
    if (language !== 'en') return announcing(OPENINGS[language]);
    const isOwn = OWN_PERSONA.test(content);
    const personas = isOwn
      ? random.shuffle(ADDRESSES).map(({ change, opening }) => ({
          change,
          messages: rewordMessage(prompt, at, (text) => text.replace(OWN_PERSONA, opening)),
        }))
      : random.shuffle(PERSONAS).map(beginning);
    return [
      ...(hasRole(prompt, content) && !isOwn ? [] : personas),
      ...announcing(ENGLISH_OPENINGS),
    ];
  },
};

const hasRole = ({ messages }: Prompt, instruction: string): boolean =>
  openingKind(instruction) === 'role' ||
  messages.some(({ role, content }) => role !== 'assistant' && givesRole(content));
