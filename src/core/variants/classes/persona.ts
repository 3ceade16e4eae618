/** Changes who the model is told to be, or how the request opens. Neither should affect an answer. */

import { instructionIndex, rewordMessage } from '../rewording.js';
import type { Rewording, VariantClass } from '../variant.js';

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

/** Openings of a request. */
const OPENINGS: readonly string[] = [
  'Here is what I need you to do.',
  'Your task is as follows.',
  'I have a task for you.',
  'The task is this.',
];

const OWN_PERSONA = /^(\s*)You are (?=(?:an?|the) )/;

export const persona: VariantClass = {
  id: 'persona',
  stress: false,
  whenNone: 'the prompt has no text to state a role in',
  rewordings(prompt, { random }) {
    const at = instructionIndex(prompt);
    const content = prompt.messages[at]?.content ?? '';
    if (content.trim() === '') return [];
    const beginning = (sentence: string): Rewording => ({
      change: `Starts with "${sentence}"`,
      messages: rewordMessage(
        prompt,
        at,
        (text) => `${sentence}${text.includes('\n') ? '\n' : ' '}${text}`,
      ),
    });
    const own = OWN_PERSONA.test(content);
    const personas = own
      ? random.shuffle(ADDRESSES).map(({ change, opening }) => ({
          change,
          messages: rewordMessage(prompt, at, (text) => text.replace(OWN_PERSONA, `$1${opening}`)),
        }))
      : random.shuffle(PERSONAS).map(beginning);
    return [...personas, ...random.shuffle(OPENINGS).map(beginning)];
  },
};
