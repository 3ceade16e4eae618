/** RE2 regular expressions, which run in linear time. */

import { RE2JS } from 're2js';

const MOST_KEPT = 1000;
const kept = new Map<string, RE2JS | string>();

/** The compiled expression, or why it is invalid. */
function read(expression: string): RE2JS | string {
  const known = kept.get(expression);
  if (known !== undefined) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const found = compiled(expression);
  kept.set(expression, found);
  return found;
}

function compiled(expression: string): RE2JS | string {
  try {
    return RE2JS.compile(expression);
  } catch (error) {
    const reason = (error as Error).message.replace(/^error parsing regexp: /, '');
    return `not a valid RE2 regular expression: ${reason}`;
  }
}

/** Why the expression is invalid, as the end of a sentence; null if it is valid. */
export function patternProblem(expression: string): string | null {
  const found = read(expression);
  return typeof found === 'string' ? found : null;
}

/** Whether the expression matches any part of the text. An invalid expression matches nothing. */
export function patternFinds(expression: string, text: string): boolean {
  const found = read(expression);
  return typeof found !== 'string' && found.matcher(text).find();
}
