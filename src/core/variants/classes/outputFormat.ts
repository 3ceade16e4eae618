/** Repeats or emphasizes the output format without asking for a different one. */

import { LANGUAGE_CODES } from '../../text/languageWords.js';
import { replaceSpans } from '../../text/span.js';
import { gapIn, withClosing } from '../addedLine.js';
import { proseOf } from '../layout.js';
import { instructionIndex, rewordMessage } from '../rewording.js';
import type { Rewording, VariantClass } from '../variant.js';
import { FORM_REMINDERS } from './phrases.js';

const LINES: readonly string[] = [
  'Output format: as described here.',
  'Give the answer in the form that is asked for.',
  'Respond in the requested format.',
  'Keep to the requested form of the answer.',
];

/** How English sentences about the output format start. */
const ASKS_FOR_FORM =
  /^(?:answer|reply|respond|return|output) (?:only )?(?:with|in|as|an?|one|exactly|JSON)\b/i;

const LEADS: readonly string[] = ['Output format: ', 'Format of the answer: ', 'Output: '];

export const outputFormat: VariantClass = {
  id: 'output-format',
  stress: false,
  languages: LANGUAGE_CODES,
  whenNone: 'the prompt has no place to add a line about the output to',
  rewordings(prompt, { random, languages }): Rewording[] {
    const at = instructionIndex(prompt);
    const content = prompt.messages[at]?.content ?? '';
    const language = languages[at] ?? null;
    if (content.trim() === '' || language === null) return [];
    const set = proseOf(content)
      .flat()
      .find(({ start, end }) => ASKS_FOR_FORM.test(content.slice(start, end)));
    const leads = set && language === 'en' ? LEADS : [];
    const announced = leads.map((lead) => ({
      change: `The output instruction starts with "${lead.trim()}"`,
      messages: rewordMessage(prompt, at, (text) =>
        set ? replaceSpans(text, [{ start: set.start, end: set.start, by: lead }]) : text,
      ),
    }));
    const lines = language === 'en' ? LINES : FORM_REMINDERS[language];
    const added = lines.flatMap((line) => {
      const text = withClosing(content, line, gapIn(language));
      if (text === null) return [];
      return [{ change: `Adds "${line}"`, messages: rewordMessage(prompt, at, () => text) }];
    });
    return random.shuffle([...announced, ...added]);
  },
};
