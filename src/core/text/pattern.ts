/** Regular expressions in the syntax of RE2, which always come to an end. */

import { RE2JS } from 're2js';

const MOST_KEPT = 1000;
const kept = new Map<string, RE2JS | string>();

/** The expression ready to be used, or what is wrong with it. */
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

/** What is wrong with the expression, to be said after its name; null where RE2 reads it. */
export function patternProblem(expression: string): string | null {
  const found = read(expression);
  return typeof found === 'string' ? found : null;
}

/** Whether some part of the text is as the expression says. Nothing is where RE2 does not read it. */
export function patternFinds(expression: string, text: string): boolean {
  const found = read(expression);
  return typeof found !== 'string' && found.matcher(text).find();
}
