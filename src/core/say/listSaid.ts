import type { Say } from './say.js';
import type { Worded } from './worded.js';

/** "A", "A and B", "A, B and C", in the reader's language. */
export const listSaid = (items: readonly string[], say: Say): string =>
  items.length < 2
    ? items.join('')
    : say('{first} and {last}', {
        first: items.slice(0, -1).join(', '),
        last: items.at(-1) ?? '',
      });

/** The same for a reader who is not known yet. */
export const listed =
  (items: readonly string[]): Worded =>
  (say) =>
    listSaid(items, say);
