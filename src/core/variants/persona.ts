/** Who the model is told to be, or how it is addressed: neither should move an answer. */

import { instructionIndex, rewordMessage } from './rewording.js';
import type { VariantClass } from './variant.js';

const PERSONAS: readonly string[] = [
  'You are a careful and reliable assistant.',
  'You are an experienced professional who pays attention to detail.',
  'You are a helpful assistant.',
  'You are an expert in tasks of this kind.',
];

/** Other ways to say an existing "You are a …". */
const ADDRESSES: readonly { readonly change: string; readonly opening: string }[] = [
  { change: 'The role is given as "Act as"', opening: 'Act as ' },
  { change: 'The role is given as "Take the role of"', opening: 'Take the role of ' },
  { change: 'The role is given as "Your role is that of"', opening: 'Your role is that of ' },
];

const OWN_PERSONA = /^(\s*)You are (?=(?:an?|the) )/;

export const persona: VariantClass = {
  id: 'persona',
  stress: false,
  whenNone: 'the prompt has no text a role could be given in',
  rewordings(prompt, { random }) {
    const at = instructionIndex(prompt);
    const content = prompt.messages[at]?.content ?? '';
    if (content.trim() === '') return [];
    if (OWN_PERSONA.test(content)) {
      return random.shuffle(ADDRESSES).map(({ change, opening }) => ({
        change,
        messages: rewordMessage(prompt, at, (text) => text.replace(OWN_PERSONA, `$1${opening}`)),
      }));
    }
    return random.shuffle(PERSONAS).map((sentence) => ({
      change: `Begins with "${sentence}"`,
      messages: rewordMessage(
        prompt,
        at,
        (text) => `${sentence}${text.includes('\n') ? '\n' : ' '}${text}`,
      ),
    }));
  },
};
