/** RE2 regular expressions, which run in linear time. */

import { RE2JS } from 're2js';

const MAX_KEPT = 1000;
const kept = new Map<string, RE2JS | string>();

/** The compiled expression, or why it is invalid. */
function read(expression: string): RE2JS | string {
  const known = kept.get(expression);
  if (known !== undefined) return known;
  if (kept.size >= MAX_KEPT) kept.clear();
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

/** How many groups the expression has; 0 where RE2 does not read it. */
export function groupsIn(expression: string): number {
  const found = read(expression);
  return typeof found === 'string' ? 0 : found.groupCount();
}

/** What the first group holds in the last match; null without a match. */
export function lastGroup(expression: string, text: string): string | null {
  const found = read(expression);
  if (typeof found === 'string') return null;
  const matcher = found.matcher(text);
  let group: string | null = null;
  while (matcher.find()) group = matcher.group(1) ?? group;
  return group;
}

/** Whether some part of the text is as the expression says. Nothing is where RE2 does not read it. */
export function patternFinds(expression: string, text: string): boolean {
  const found = read(expression);
  return typeof found !== 'string' && found.matcher(text).find();
}
