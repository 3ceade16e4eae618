/**
 * The points a judge gave: after `Score:` at the beginning of a line (the last there is), in a field `score` of JSON, or alone on
 * the last line. Markup around it does not matter, and reasoning before it is not read.
 */

import { findJson } from './findJson.js';
import { isRecord } from './narrow.js';
import { splitReasoning } from './reasoning.js';

/** `Score (1-5): **4** out of 5`, `Final score: 4/5`, `The score is 4.5`; not `Score: 3-4`, which is two. */
const NAMED =
  /^[\s*_`#>"'-]*(?:(?:the|my|final|overall|total) )*score\b(?: ?\([^)\n]*\))?[\s*_`"']*(?:is |[:=])[\s*_`"']*(\d+(?:[.,]\d+)?)(?![.,]?\d| ?[-–] ?\d)[*_`"']*(?: ?(?:\/|out of) ?(\d+))?/gim;
const ALONE = /^[\s*_`"']*(\d+(?:[.,]\d+)?)(?: ?(?:\/|out of) ?(\d+))?[\s*_`"'.]*$/i;

/** Null where there are none, and where they are not from 1 to `highest`. */
export function pointsSaid(reply: string, highest: number): number | null {
  const { text } = splitReasoning(reply);
  const within = (points: number, of: number | null): number | null =>
    points >= 1 && points <= highest && (of ?? highest) === highest ? points : null;
  const read = (found: RegExpExecArray): number | null =>
    within(Number((found[1] ?? '').replace(',', '.')), found[2] ? Number(found[2]) : null);
  const named = [...text.matchAll(NAMED)].at(-1);
  if (named) return read(named);
  const json = findJson(text)?.value;
  if (isRecord(json) && json['score'] !== undefined) return within(Number(json['score']), null);
  const alone = ALONE.exec(text.trimEnd().split('\n').at(-1) ?? '');
  return alone && read(alone);
}
