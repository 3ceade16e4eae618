/** Paraphrases written by a model. They are untrusted and must pass the meaning check. */

import type { Ask, Embed } from '../../ports/model.js';
import type { Prompt } from '../../prompt/prompt.js';
import type { Message } from '../../ports/model.js';
import { joined } from '../meaning/drift.js';
import { checkWording } from '../meaning/meaningCheck.js';
import { requiredWordsOf } from '../meaning/requiredWords.js';
import type { GateResult, Rejection, Rewording } from '../variant.js';

/** The class of variants written by a model or a person, which are kept in the repository. */
export const PARAPHRASE = 'paraphrase';

const STYLES: readonly { readonly change: string; readonly instruction: string }[] = [
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

/** Additional attempts, because some paraphrases are rejected. */
const SPARE_TRIES = 2;
const TEMPERATURE = 0.7;

export interface Paraphrases {
  readonly accepted: readonly (Rewording & { readonly gate: GateResult })[];
  readonly rejected: readonly Rejection[];
}

/** Requests `wanted` new paraphrases. Each attempt is one call, plus up to two to check its requirements. */
export async function writeParaphrases(
  prompt: Prompt,
  wanted: number,
  {
    ask,
    embed,
    existing,
  }: { ask: Ask; embed: Embed | null; existing: readonly Pick<Rewording, 'messages'>[] },
): Promise<Paraphrases> {
  const accepted: (Rewording & { gate: GateResult })[] = [];
  const rejected: Rejection[] = [];
  for (let attempt = 0; accepted.length < wanted && attempt < wanted + SPARE_TRIES; attempt++) {
    const { change, instruction } = STYLES[
      (existing.length + attempt) % STYLES.length
    ] as (typeof STYLES)[number];
    const { text } = await ask({
      purpose: 'paraphrase',
      messages: paraphraseRequest(prompt, instruction),
      temperature: TEMPERATURE,
      maxTokens: Math.max(256, Math.ceil(joined(prompt.messages).length / 2)),
    });
    const messages = readParaphrase(prompt, text);
    if (!messages) {
      const reason = 'the reply lacked the required tags';
      rejected.push({ class: PARAPHRASE, change, step: 'form', reason });
      continue;
    }
    const { gate, turnedDown } = await checkWording(prompt, messages, {
      ask,
      embed,
      others: [...existing, ...accepted].map((other) => other.messages),
    });
    if (turnedDown) rejected.push({ class: PARAPHRASE, change, ...turnedDown });
    else accepted.push({ change, messages, gate });
  }
  return { accepted, rejected };
}

function paraphraseRequest(prompt: Prompt, style: string): Message[] {
  const { labels } = requiredWordsOf(prompt);
  const instruction = [
    'You reword prompts for language models. The new wording must ask for exactly the same thing:',
    'every requirement stays, none is added, nothing is answered.',
    'Copy to the letter: everything in {{double braces}}, quoted texts, code, numbers, addresses and label words.',
    ...(labels.length > 0 ? [`The label words are: ${labels.join(', ')}.`] : []),
    style,
    'Give each message back between the same tags, and write nothing else.',
  ].join(' ');
  const texts = rewritable(prompt).map(
    ({ content }, index) => `<message-${index + 1}>\n${content}\n</message-${index + 1}>`,
  );
  return [
    { role: 'system', content: instruction },
    { role: 'user', content: texts.join('\n') },
  ];
}

const rewritable = (prompt: Prompt) => prompt.messages.filter(({ role }) => role !== 'assistant');

/** Null when a message is missing or empty. */
function readParaphrase(prompt: Prompt, text: string): Message[] | null {
  let index = 0;
  const messages = prompt.messages.map(({ role, content }): Message | null => {
    if (role === 'assistant') return { role, content };
    index += 1;
    const found = new RegExp(`<message-${index}>\\s*([\\s\\S]*?)\\s*</message-${index}>`).exec(
      text,
    )?.[1];
    return found ? { role, content: found } : null;
  });
  return messages.every((message) => message !== null) ? messages : null;
}
