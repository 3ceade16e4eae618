/** What a model is asked when it writes a paraphrase: one style at a time, with an example of the form. */

import type { AskRequest, Message } from '../../ports/model.js';
import { LANGUAGES } from '../../prompt/languages/languages.js';
import type { Prompt } from '../../prompt/prompt.js';
import { joined } from '../meaning/drift.js';
import { requiredWordsOf } from '../meaning/requiredWords.js';
import { rewritableIn } from './paraphraseReply.js';

export interface ParaphraseStyle {
  /** What is said of a variant in this style. */
  readonly change: string;
  readonly instruction: string;
}

export const PARAPHRASE_STYLES: readonly ParaphraseStyle[] = [
  { change: 'Rephrased by a model', instruction: 'Use other words and other sentence structures.' },
  { change: 'Rewritten more formally by a model', instruction: 'Write it more formally.' },
  {
    change: 'Rewritten more concisely by a model',
    instruction: 'Write it more concisely, dropping nothing.',
  },
  {
    change: 'Rewritten step by step by a model',
    instruction: 'Lead through the same task step by step, adding no step.',
  },
  {
    change: 'Rewritten by a model as a back-translation',
    instruction:
      'Think of how it would be said in French, and write what a translator would make of that in the language it is in now.',
  },
  {
    change: 'Rewritten in plain language by a model',
    instruction: 'Write it in plain, everyday language.',
  },
];

const TEMPERATURE = 0.7;
/** Room for a model that reasons before it writes. */
const MIN_TOKENS = 512;

export function paraphraseRequest(prompt: Prompt, { instruction }: ParaphraseStyle): AskRequest {
  const { labels } = requiredWordsOf(prompt);
  const system = [
    'You reword prompts for language models. The new wording must ask for exactly the same thing:',
    'every requirement stays, none is added, nothing is answered.',
    'Copy to the letter: placeholders, quoted texts, code, numbers, addresses and label words.',
    ...(labels.length > 0 ? [`The label words are: ${labels.join(', ')}.`] : []),
    instruction,
    'Give each message back between the same tags, and write nothing else.',
  ].join(' ');
  const texts = rewritableIn(prompt).map((index) => prompt.messages[index]?.content ?? '');
  return {
    purpose: 'paraphrase',
    messages: [
      { role: 'system', content: system },
      ...formExample(prompt),
      { role: 'user', content: tagged(texts) },
    ],
    temperature: TEMPERATURE,
    maxTokens: Math.max(MIN_TOKENS, Math.ceil(joined(prompt.messages).length / 2)),
  };
}

const tagged = (texts: readonly string[]) =>
  texts.map((text, index) => `<message-${index + 1}>\n${text}\n</message-${index + 1}>`).join('\n');

/** Small models follow an example of the form, not a description of it. */
function formExample({ language }: Prompt): Message[] {
  const place = LANGUAGES[language].written('text');
  return [
    { role: 'user', content: tagged([`Sum up ${place} in two sentences. Name no people.`]) },
    {
      role: 'assistant',
      content: tagged([
        `Give a summary of ${place} that is two sentences long and names no people.`,
      ]),
    },
  ];
}
