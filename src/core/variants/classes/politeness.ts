/** Changes courtesy and tone. */

import { instructionIndex, rewordMessage } from '../rewording.js';
import type { Rewording, VariantClass } from '../variant.js';

const KINDNESSES: readonly { readonly change: string; readonly apply: (text: string) => string }[] =
  [
    {
      change: 'Starts with "Could you please help with this?"',
      apply: (text) => `Could you please help with this? ${text}`,
    },
    {
      change: 'Starts with "I would be grateful for your help."',
      apply: (text) => `I would be grateful for your help. ${text}`,
    },
    { change: 'Ends with "Thank you!"', apply: (text) => append(text, 'Thank you!') },
    {
      change: 'Ends with "Thanks in advance for your help."',
      apply: (text) => append(text, 'Thanks in advance for your help.'),
    },
  ];

/** Changes of tone: warm, brisk, solemn, worried. */
const TONES: readonly { readonly change: string; readonly apply: (text: string) => string }[] = [
  { change: 'Starts with "Hi there!"', apply: (text) => `Hi there! ${text}` },
  { change: 'Starts with "Listen closely."', apply: (text) => `Listen closely. ${text}` },
  {
    change: 'Ends with "This matters to me."',
    apply: (text) => append(text, 'This matters to me.'),
  },
  { change: 'Ends with "I count on you."', apply: (text) => append(text, 'I count on you.') },
];

export const politeness: VariantClass = {
  id: 'politeness',
  stress: false,
  whenNone: 'the prompt has no text to add a courtesy to',
  rewordings(prompt, { random }): Rewording[] {
    const at = instructionIndex(prompt);
    if ((prompt.messages[at]?.content ?? '').trim() === '') return [];
    return [...random.shuffle(KINDNESSES), ...random.shuffle(TONES)].map(({ change, apply }) => ({
      change,
      messages: rewordMessage(prompt, at, apply),
    }));
  },
};

/** Appends a sentence; on its own line if the text ends in a placeholder or field. */
function append(text: string, words: string): string {
  const body = text.trimEnd();
  const separator = /[.!?]$/.test(body) && !body.includes('\n') ? ' ' : '\n';
  return `${body}${separator}${words}${text.slice(body.length)}`;
}
