/** Why there are fewer variants of a class than were wanted, in the reader's language. */

import type { Shortfall } from '../variants/variant.js';
import { english, type Say } from '../say/say.js';

export const shortfallText = (
  { class: id, wanted, made, reason }: Shortfall,
  say: Say = english,
): string =>
  say('{made} of {wanted} {class} variants: {reason}.', {
    ...{ made, wanted, class: id },
    reason: reason
      .split('; ')
      .map((part) => partSaid(part, say))
      .join('; '),
  });

/** How often something was, in the words of the engine. */
const COUNTED: Readonly<Record<string, (say: Say, n: number) => string>> = {
  excluded: (say, n) => say('{n} excluded', { n }),
  'awaiting review failed the meaning check': (say, n) =>
    say('{n} awaiting review failed the meaning check', { n }),
  'rejected in review': (say, n) => say('{n} rejected in review', { n }),
  'written for an earlier version of the prompt': (say, n) =>
    say('{n} written for an earlier version of the prompt', { n }),
};

const PLAIN: Readonly<Record<string, (say: Say) => string>> = {
  'no more distinct variants exist': (say) => say('no more distinct variants exist'),
  'a model will be asked first': (say) => say('a model will be asked first'),
  'no model was asked to write any': (say) => say('no model was asked to write any'),
  'no model was asked to write more': (say) => say('no model was asked to write more'),
  'the model wrote no more': (say) => say('the model wrote no more'),
};

/** What a class has none of is among the texts already. What a model or a rule said of a wording stays as it is. */
function partSaid(part: string, say: Say): string {
  const [, n, what = ''] = /^(\d+) (.+)$/.exec(part) ?? [];
  const counted = COUNTED[what];
  if (counted) return counted(say, Number(n));
  return PLAIN[part]?.(say) ?? say(part);
}
