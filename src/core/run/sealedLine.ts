/** Lines of JSON that can tell whether they are whole: a journal or a cache may be damaged anywhere, and still be JSON. */

import { hash } from '../text/hash.js';
import { parseJson } from '../text/jsonDiff.js';

const SEALED = /^\{"sum":"(.{12})",/;
const sumOf = (rest: string) => hash(rest).slice(0, 12);

/** An object as JSON, with the checksum of everything after it as its first field. */
export function sealed(value: object): string {
  const rest = JSON.stringify(value).slice(1);
  return `{"sum":"${sumOf(rest)}",${rest}`;
}

/** The value of a line; undefined where it is no JSON, or not what was written. Lines from before there was a checksum have none. */
export function unsealed(line: string): unknown {
  const [start, sum] = SEALED.exec(line) ?? [];
  if (start === undefined) return line.startsWith('{"sum"') ? undefined : parseJson(line);
  const rest = line.slice(start.length);
  return sumOf(rest) === sum ? parseJson(`{${rest}`) : undefined;
}
