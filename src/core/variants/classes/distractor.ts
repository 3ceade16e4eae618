/** Stress class: adds a sentence that has nothing to do with the task. */

import type { Random } from '../../numbers/random.js';
import { withLine } from '../layout.js';
import { instructionIndex, rewordMessage } from '../rewording.js';
import type { VariantClass } from '../variant.js';

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
  whenNone: 'the prompt has no text to add a sentence to',
  rewordings(prompt, { random, labels }) {
    const at = instructionIndex(prompt);
    if ((prompt.messages[at]?.content ?? '').trim() === '') return [];
    const sentences = random.shuffle([...SENTENCES, `${letters(random)}.`]);
    return sentences.map((sentence) => {
      const isFirst = random.int(2) === 0;
      return {
        change: `${isFirst ? 'Starts with' : 'Adds'} "${sentence}"`,
        messages: rewordMessage(prompt, at, (text) =>
          isFirst ? `${sentence}\n${text}` : withLine(text, sentence, labels),
        ),
      };
    });
  },
};

const letters = (random: Random) =>
  Array.from({ length: 10 }, () => String.fromCharCode(97 + random.int(26))).join('');
