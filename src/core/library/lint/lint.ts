/** The table of lint rules. A new rule is one `LintRule` and one row here. */

import type { ParsedPrompt } from '../../prompt/formats/formats.js';
import { casesRules } from './casesRules.js';
import { conflictsRule } from './conflictsRule.js';
import type { Finding, LintInput, LintRule } from './finding.js';
import { instructionsRule } from './instructionsRule.js';
import { modelRule } from './modelRule.js';
import { settingsRules } from './settingsRules.js';
import { variableRules } from './variableRules.js';

export const LINT_RULES: readonly LintRule[] = [
  ...variableRules,
  ...casesRules,
  ...settingsRules,
  instructionsRule,
  conflictsRule,
  modelRule,
];

/** All findings for a prompt file in line order: problems from reading it, and those of the rules. */
export function lintPrompt(
  { prompt, problems }: ParsedPrompt,
  rest: Omit<LintInput, 'prompt'>,
): readonly Finding[] {
  const told = problems.map(({ severity, message, line, column, limit }): Finding => {
    const start = offsetOf(rest.text, line, column);
    return {
      rule: limit ? 'limit' : 'read',
      severity: limit ? 'info' : severity,
      message,
      range: { start, end: start, line, column },
      fixes: [],
    };
  });
  const found = prompt
    ? LINT_RULES.flatMap(({ id, check }) =>
        check({ ...rest, prompt }).map((finding) => ({ rule: id, ...finding })),
      )
    : [];
  return [...told, ...found].sort((a, b) => a.range.line - b.range.line);
}

function offsetOf(text: string, line: number, column: number): number {
  let at = 0;
  for (let left = line; left > 1; left--) {
    const end = text.indexOf('\n', at);
    if (end < 0) break;
    at = end + 1;
  }
  return Math.min(text.length, at + column - 1);
}
