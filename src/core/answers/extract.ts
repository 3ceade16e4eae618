/** Finds the answer in what the model wrote, by the rule of the prompt's own `extract:`. */

import type { Extract } from '../prompt/settings/extract.js';
import { findJson } from '../text/findJson.js';
import { parseJson } from '../text/jsonDiff.js';
import { lastGroup } from '../text/pattern.js';

/** Null where the rule finds nothing. */
export function extractAnswer(
  text: string,
  { regex, json, lastLine, after }: Extract,
): string | null {
  if (regex !== undefined) return trimmed(lastGroup(regex, text));
  if (json !== undefined) return atPath(findJson(text)?.value, json);
  if (after !== undefined) {
    const at = text.lastIndexOf(after);
    return at < 0 ? null : trimmed(text.slice(at + after.length));
  }
  if (!lastLine) return text;
  return trimmed(text.split(/\r?\n/).findLast((line) => line.trim() !== '') ?? null);
}

const trimmed = (text: string | null) => (text === null || text.trim() === '' ? null : text.trim());

/** A text as it is, any other value as JSON. A key that would read as several steps is quoted: `["a.b"].c`. */
function atPath(value: unknown, path: string): string | null {
  const steps = [...path.replace(/^\$\.?/, '').matchAll(/\[("(?:[^"\\]|\\.)*")\]|[^.[\]]+/g)].map(
    ([step, quoted]) => (quoted === undefined ? step : String(parseJson(quoted) ?? step)),
  );
  const found = steps.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, step)
        ? (Reflect.get(at, step) as unknown)
        : undefined,
    value,
  );
  if (found === undefined || found === null) return null;
  return trimmed(typeof found === 'string' ? found : JSON.stringify(found));
}
