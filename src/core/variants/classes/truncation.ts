/** Stress class: a sentence that breaks off, as in a partly pasted prompt. */

import { overlaps, replaceSpans } from '../../text/span.js';
import { isBalanced } from '../balance.js';
import { proseOf } from '../layout.js';
import { turnsMeaning } from '../meaning/senses.js';
import { factSpans } from '../protectedSpans.js';
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
      const spans = factSpans(content, labels);
      return proseOf(content)
        .flat()
        .flatMap(({ start, end }) =>
          SHARES.flatMap((share) => {
            const words = [...content.slice(start, end).matchAll(/\S+/g)];
            const last = words[Math.max(1, Math.floor(words.length * share)) - 1];
            if (words.length < MIN_WORDS || !last) return [];
            const cut = { start: start + last.index + last[0].length, end };
            const kept = content.slice(start, cut.start);
            if (overlaps(spans, cut) || !isLoose(kept, content.slice(cut.start, end))) return [];
            return [
              {
                change: `Breaks off after "${kept}"`,
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

/**
 * Whether what is cut off only leaves its sentence unfinished: it announces nothing that follows, closes nothing that is still
 * open, and a negation or limit does not lose what it is about.
 */
function isLoose(kept: string, cut: string): boolean {
  const [last = ''] = /\p{L}[\p{L}'’]*(?=\P{L}*$)/u.exec(kept.toLowerCase()) ?? [];
  return !/[:：]\s*$/.test(cut) && isBalanced(cut) && isBalanced(kept) && !turnsMeaning(last);
}
