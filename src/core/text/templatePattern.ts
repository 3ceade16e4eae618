import { literalPattern } from './literalPattern.js';

/**
 * Matches what was made of a template with `{0}`, `{1}`, …; a group for each of these. What stands there has at least one
 * character, unless it may be empty.
 */
export function templatePattern(template: string, { mayBeEmpty }: { mayBeEmpty: boolean }): RegExp {
  const literals = template.split(/\{\d+\}/).map(literalPattern);
  return new RegExp(`^${literals.join(mayBeEmpty ? '([^]*?)' : '([^]+?)')}$`);
}
