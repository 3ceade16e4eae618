/**
 * The points a judge gave: after `Score` at the beginning of a line (the last there is), in a field `score` of JSON, or alone on
 * the last line. Markup around them does not matter, and reasoning before them is not read.
 */

import { findJson } from './findJson.js';
import { isRecord } from './narrow.js';
import { visibleText } from './normalise.js';
import { splitReasoning } from './reasoning.js';

/** `Score (1-5): 4 out of 5`, `Final score: 4/5`, `The score is 4.5`. */
const NAMED =
  /^(?:[-–] )?(?:(?:the|my|final|overall|total) )*score ?(is|[:=→]|[-–] )? ?(\d+(?:[.,]\d+)?)(.*)$/i;
const TITLE = /^(?:(?:the|my|final|overall|total) )*score ?:?$/i;
const ALONE = /^(\d+(?:[.,]\d+)?)(.*)$/;
const SCALE = /\([01] ?(?:-|–|to) ?\d+\)/;
const MARKS = /[*_`#>|•$“”"'<{}[\]()]+/g;
/** A longer line is no score. */
const LONGEST = 400;

/**
 * Null where there are none, and where they are not from 1 to `highest`. `isCut`: the reply does not end where it was to end, so
 * that its last line says nothing.
 */
export function pointsSaid(
  reply: string,
  highest: number,
  { isCut = false }: { isCut?: boolean } = {},
): number | null {
  const { text } = splitReasoning(reply);
  const lines = text
    .split('\n')
    .filter((line) => line.length <= LONGEST && line.trim() !== '')
    .map((line) =>
      visibleText(line).replace(SCALE, '').replace(MARKS, ' ').replace(/ +/g, ' ').trim(),
    );
  const at = lines.findLastIndex((line) => NAMED.test(line) || TITLE.test(line));
  if (at >= 0) return namedPoints(lines[at] ?? '', lines[at + 1] ?? '', highest);
  const json = findJson(text)?.value;
  const field = isRecord(json) ? json['score'] : undefined;
  if (typeof field === 'number' || typeof field === 'string')
    return pointsAlone(String(field), highest);
  return isCut ? null : pointsAlone(lines.at(-1) ?? '', highest);
}

/** `next`: the line after it, for a title. */
function namedPoints(line: string, next: string, highest: number): number | null {
  if (TITLE.test(line)) return pointsAlone(next, highest);
  const [, mark, points = '', rest = ''] = NAMED.exec(line) ?? [];
  return mark === undefined && !isEnd(rest) ? null : within(points, rest, highest);
}

function pointsAlone(line: string, highest: number): number | null {
  const [, points = '', rest = ''] = ALONE.exec(line) ?? [];
  return isEnd(rest) ? within(points, rest, highest) : null;
}

/** `/5.`, `out of 5`, nothing. */
const isEnd = (rest: string) => /^ ?(?:(?:\/|out of) ?\d+)?(?: ?\/ ?score)?[ .!]*$/i.test(rest);

/** Null for two of them (`3-4`, `3 or 4`), and on another scale (`4/10`). */
function within(points: string, rest: string, highest: number): number | null {
  if (/^(?:[.,]?\d| ?(?:-|–|or|to) ?\d)/i.test(rest)) return null;
  const of = /^ ?(?:\/|out of) ?(\d+)/i.exec(rest)?.[1];
  const value = Number(points.replace(',', '.'));
  return value >= 1 && value <= highest && Number(of ?? highest) === highest ? value : null;
}
