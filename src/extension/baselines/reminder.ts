/** When baselines become older than the team allows, that is said once for each. Plain: owns no view. */

import type { LibraryEntry } from '../../core/index.js';

type Accepted = Pick<LibraryEntry, 'path' | 'baseline'>;

/** What names a baseline: accepting another result makes it another one. */
const keyOf = ({ path, baseline }: Accepted) => `${baseline?.startedAt} ${path}`;

const isOld = ({ baseline }: Accepted) => baseline?.stale === 'age';

/**
 * `reminded`: keys of baselines a reminder was given for. `fresh`: how many are old that it was not given for; `reminded`: what to
 * keep from now on, without those that are old no more.
 */
export function reminderOf(
  prompts: readonly Accepted[],
  reminded: readonly string[],
): { readonly old: number; readonly fresh: number; readonly reminded: readonly string[] } {
  const keys = prompts.filter(isOld).map(keyOf);
  const known = new Set(reminded);
  return {
    old: keys.length,
    fresh: keys.filter((key) => !known.has(key)).length,
    reminded: keys,
  };
}
