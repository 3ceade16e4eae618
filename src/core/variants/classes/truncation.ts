/** Stress class: a sentence that breaks off, as in a partly pasted prompt. */

import { overlaps, replaceSpans } from '../../text/span.js';
import { proseOf } from '../layout.js';
import { protectedSpans } from '../protectedSpans.js';
import { rewordMessage } from '../rewording.js';
import type { Rewording, VariantClass } from '../variant.js';

const MIN_WORDS = 4;
/** The share of a sentence's words that is kept. */
const SHARES: readonly number[] = [0.75, 0.5];

export const truncation: VariantClass = {
  id: 'truncation',
  stress: true,
  whenNone: 'no sentence can be cut off without losing protected text',
  rewordings(prompt, { random, labels }) {
    const cuts = prompt.messages.flatMap(({ role, content }, index): Rewording[] => {
      if (role === 'assistant') return [];
      const spans = protectedSpans(content, labels);
      return proseOf(content)
        .flat()
        .flatMap(({ start, end }) =>
          SHARES.flatMap((share) => {
            const words = [...content.slice(start, end).matchAll(/\S+/g)];
            const last = words[Math.max(1, Math.floor(words.length * share)) - 1];
            if (words.length < MIN_WORDS || !last) return [];
            const cut = { start: start + last.index + last[0].length, end };
            if (overlaps(spans, cut)) return [];
            return [
              {
                change: `Breaks off after "${content.slice(start, cut.start)}"`,
                messages: rewordMessage(prompt, index, (text) =>
                  replaceSpans(text, [{ ...cut, by: '' }]),
                ),
              },
            ];
          }),
        );
    });
    return random.shuffle(cuts);
  },
};
