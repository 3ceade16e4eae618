/** What a run was planned as, in words. */

import { readShots } from '../variants/shots/configuration.js';
import { DEFAULT_SELECTION, selectionOf } from '../variants/shots/selection.js';
import { plural } from '../say/plural.js';
import { english, type Say } from '../say/say.js';

/** `3/diverse/2` as people read it: "3 examples, diverse, order 2". */
export function shotsName(shots: string, say: Say = english): string {
  const configuration = readShots(shots);
  if (configuration === null) return say('As in the file');
  const { count, way, order } = configuration;
  return [
    examplesText(count, say),
    ...(way === DEFAULT_SELECTION ? [] : [say(selectionOf(way).label)]),
    ...(order === 1 ? [] : [say('order {order}', { order })]),
  ].join(', ');
}

export const examplesText = (n: number, say: Say) => plural(say, n, '1 example', '{n} examples');

/** "2 repeats", or what is done instead of repeating everything. */
export function repeatsText(
  { repeats, repeated }: { repeats: number; repeated: 'all' | 'subset' },
  say: Say = english,
): string {
  return repeated === 'all'
    ? plural(say, repeats, '1 repeat', '{n} repeats')
    : say('1 repeat, {repeats} on a random fifth of the cells', { repeats });
}
