/** Stress class: adds a sentence that has nothing to do with the task. */

import type { Random } from '../../numbers/random.js';
import { withClosing, withOpening } from '../addedLine.js';
import { instructionIndex, rewordMessage } from '../rewording.js';
import type { Rewording, VariantClass } from '../variant.js';

/** Irrelevant facts, a tautology, and random letters (after StressTest and CheckList in PromptBench). */
const SENTENCES: readonly string[] = [
  'The sky was clear this morning.',
  'A bakery is round the corner.',
  'Rivers run to the sea, and true is true.',
  'My neighbour has a garden with roses.',
  'The train was on time today.',
];

export const distractor: VariantClass = {
  id: 'distractor',
  stress: true,
  languages: ['en'],
  whenNone: 'the prompt has no text to add a sentence to',
  rewordings(prompt, { random, languages }) {
    const at = instructionIndex(prompt);
    const content = prompt.messages[at]?.content ?? '';
    if (content.trim() === '' || languages[at] !== 'en') return [];
    const sentences = random.shuffle([...SENTENCES, `${letters(random)}.`]);
    return sentences.flatMap((sentence): Rewording[] => {
      const isFirst = random.int(2) === 0;
      const text = isFirst ? withOpening(content, sentence, '\n') : withClosing(content, sentence);
      if (text === null) return [];
      const change = `${isFirst ? 'Starts with' : 'Adds'} "${sentence}"`;
      return [{ change, messages: rewordMessage(prompt, at, () => text) }];
    });
  },
};

const letters = (random: Random) =>
  Array.from({ length: 10 }, () => String.fromCharCode(97 + random.int(26))).join('');
