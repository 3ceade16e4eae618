/** Repeats or emphasizes the output format without asking for a different one. */

import { proseOf, replaceSpans, withLine } from '../layout.js';
import { instructionIndex, rewordMessage } from '../rewording.js';
import type { Rewording, VariantClass } from '../variant.js';

const LINES: readonly string[] = [
  'Output format: as described here.',
  'Give the answer in the form that is asked for.',
  'Respond in the requested format.',
  'Keep to the requested form of the answer.',
];

/** How sentences about the output format start. */
const ASKS_FOR_FORM = /^(?:answer|reply|respond|return|output)\b/i;

const LEADS: readonly string[] = ['Output format: ', 'Format of the answer: ', 'Output: '];

export const outputFormat: VariantClass = {
  id: 'output-format',
  stress: false,
  whenNone: 'the prompt has no text to add a line about the output to',
  rewordings(prompt, { random, labels }): Rewording[] {
    const at = instructionIndex(prompt);
    const content = prompt.messages[at]?.content ?? '';
    if (content.trim() === '') return [];
    const set = proseOf(content, labels)
      .flat()
      .find(({ start, end }) => ASKS_FOR_FORM.test(content.slice(start, end)));
    const announced = LEADS.map((lead) => ({
      change: `The output instruction starts with "${lead.trim()}"`,
      messages: rewordMessage(prompt, at, (text) =>
        set ? replaceSpans(text, [{ start: set.start, end: set.start, by: lead }]) : text,
      ),
    }));
    const added = LINES.map((line) => ({
      change: `Adds "${line}"`,
      messages: rewordMessage(prompt, at, (text) => withLine(text, line, labels)),
    }));
    return random.shuffle([...announced, ...added]);
  },
};
