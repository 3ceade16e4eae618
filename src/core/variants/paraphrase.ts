/** Paraphrases written by a model. What it writes is untrusted: it must hold every invariant before it counts. */

import type { Ask } from '../ports/model.js';
import type { Message, Prompt } from '../prompt/prompt.js';
import { checkMeaning, NO_OP_SIMILARITY, wordSimilarity } from './gate.js';
import type { Rewording } from './variant.js';

const STYLES: readonly { readonly change: string; readonly instruction: string }[] = [
  { change: 'Rephrased by a model', instruction: 'Use other words and other sentence structures.' },
  { change: 'Written more formally by a model', instruction: 'Write it more formally.' },
  {
    change: 'Written more concisely by a model',
    instruction: 'Write it more concisely, dropping nothing.',
  },
  {
    change: 'Written more plainly by a model',
    instruction: 'Write it in plain, everyday language.',
  },
];

/** Tries beyond the wanted number, since some paraphrases do not hold. */
const SPARE_TRIES = 2;
const TEMPERATURE = 0.7;

export interface Paraphrases {
  readonly accepted: readonly Rewording[];
  /** Why each other one was turned down. */
  readonly rejected: readonly string[];
}

/** Asks for `wanted` paraphrases beyond those that exist already. Each try is one call. */
export async function writeParaphrases(
  prompt: Prompt,
  wanted: number,
  {
    ask,
    labels,
    existing,
  }: { ask: Ask; labels: readonly string[]; existing: readonly Rewording[] },
): Promise<Paraphrases> {
  const accepted: Rewording[] = [];
  const rejected: string[] = [];
  for (let attempt = 0; accepted.length < wanted && attempt < wanted + SPARE_TRIES; attempt++) {
    const style = STYLES[(existing.length + attempt) % STYLES.length] as (typeof STYLES)[number];
    const { text } = await ask({
      purpose: 'paraphrase',
      messages: paraphraseRequest(prompt, style.instruction),
      temperature: TEMPERATURE,
      maxTokens: Math.max(256, Math.ceil(lengthOf(prompt.messages) / 2)),
    });
    const messages = readParaphrase(prompt, text);
    const reason = messages
      ? whyRejected(prompt, messages, { labels, others: [...existing, ...accepted] })
      : 'the model did not keep the form it was asked for';
    if (messages && reason === null) accepted.push({ change: style.change, messages });
    else rejected.push(reason ?? '');
  }
  return { accepted, rejected };
}

function paraphraseRequest(prompt: Prompt, style: string): Message[] {
  const instruction = [
    'You reword prompts for language models. The new wording must ask for exactly the same thing:',
    'every requirement stays, none is added, nothing is answered.',
    'Copy to the letter: everything in {{double braces}}, quoted texts, code, numbers, addresses and label words.',
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

function whyRejected(
  prompt: Prompt,
  messages: readonly Message[],
  { labels, others }: { labels: readonly string[]; others: readonly Rewording[] },
): string | null {
  const { invariants, drift } = checkMeaning(prompt.messages, messages, {
    labels,
    rewritten: true,
  });
  if (invariants.length > 0) return invariants.join('; ');
  if (1 - drift >= NO_OP_SIMILARITY) return 'it says the same in the same words';
  const twin = others.some(
    (other) => wordSimilarity(joined(other.messages), joined(messages)) >= NO_OP_SIMILARITY,
  );
  return twin ? 'it repeats another paraphrase' : null;
}

const joined = (messages: readonly Message[]) => messages.map(({ content }) => content).join('\n');
const lengthOf = (messages: readonly Message[]) => joined(messages).length;
