/** Lint rules on variables without values, and values without variables. */

import { LANGUAGES } from '../../prompt/languages/languages.js';
import type { NamedRange, Prompt } from '../../prompt/prompt.js';
import { literal } from '../../prompt/languages/literal.js';
import { isCalledCase } from '../../text/caseTitle.js';
import { list } from '../../text/list.js';
import { nearest } from '../../text/nearest.js';
import { variableUses } from '../variablePlaces.js';
import type { Fix, LintRule } from './finding.js';
import { addKeyToRows } from './rowEdits.js';

const undefinedVariable: LintRule = {
  id: 'undefined-variable',
  check({ prompt, text }) {
    if (prompt.cases.length === 0) return [];
    const uses = variableUses(prompt, text);
    return prompt.variables
      .filter(({ required }) => required)
      .flatMap(({ name, range }) => {
        const without = prompt.cases.filter(({ inputs }) => !Object.hasOwn(inputs, name));
        if (without.length === 0) return [];
        const written = LANGUAGES[prompt.language].written(name);
        const nowhere = without.length === prompt.cases.length;
        const where = nowhere ? 'any case' : casesNamed(without);
        const near = nowhere ? nearest(name, unusedNames(prompt)) : null;
        const own = uses.filter((use) => use.name === name);
        const fixes: Fix[] = [];
        if (near !== null)
          fixes.push({
            title: `Write ${near} instead`,
            file: 'prompt',
            edits: own.map(renamed(near)),
          });
        const added = addKeyToRows(text, without, name);
        if (added.length > 0)
          fixes.push({ title: `Add ${name} to the cases`, file: 'prompt', edits: added });
        return [
          {
            ...(prompt.printsMissing
              ? {
                  severity: 'warning' as const,
                  message: `${written} has no value in ${where}: it is printed as nothing.`,
                }
              : { severity: 'error' as const, message: `${written} has no value in ${where}.` }),
            range: own[0]?.range ?? range,
            fixes,
          },
        ];
      });
  },
};

const unusedVariable: LintRule = {
  id: 'unused-variable',
  check({ prompt }) {
    const seen = new Set<string>();
    return unusedKeys(prompt).flatMap(({ name, range }) => {
      if (seen.has(name)) return [];
      seen.add(name);
      const missing = prompt.variables
        .map((variable) => variable.name)
        .filter((variable) => !prompt.keys.some((key) => key.name === variable));
      const near = nearest(name, missing);
      const keys = prompt.keys.filter((key) => key.name === name);
      const fixes: Fix[] = [];
      if (near !== null)
        fixes.push({
          title: `Rename it to ${near}`,
          file: 'prompt',
          edits: keys.map(renamed(near)),
        });
      const last = prompt.messages.findLast(
        (message) => message.range !== null && message.role === 'user',
      )?.range;
      if (last) {
        const written = LANGUAGES[prompt.language].written(name);
        const use = { start: last.end, end: last.end, text: ` ${written}` };
        // Text cannot be appended after the end of a quoted or folded scalar.
        if (prompt.format !== 'github-models' && prompt.format !== 'promptfoo')
          fixes.push({ title: `Use ${written} in the prompt`, file: 'prompt', edits: [use] });
      }
      const message = `${name} is in the cases, but not used in the prompt.`;
      return [{ severity: 'warning' as const, message, range, fixes }];
    });
  },
};

export const variableRules: readonly LintRule[] = [undefinedVariable, unusedVariable];

/** Keys that no message, partial, check, tool or program uses. */
function unusedKeys(prompt: Prompt): readonly NamedRange[] {
  const { readElsewhere = [] } = prompt;
  if (readElsewhere === 'all') return [];
  const checks = [prompt.checks, prompt.cases.map((row) => row.checks ?? [])];
  const inChecks = literal.namesIn(JSON.stringify(checks)).map(({ name }) => name);
  const names = prompt.variables.map(({ name }) => name);
  const used = new Set([...names, ...inChecks, ...readElsewhere]);
  return prompt.keys.filter(({ name }) => !used.has(name));
}

const unusedNames = (prompt: Prompt) => [...new Set(unusedKeys(prompt).map(({ name }) => name))];

const renamed =
  (name: string) =>
  ({ range: { start, end } }: NamedRange) => ({ start, end, text: name });

const NAMED = 3;

/** The first few of them: `case 2`, `cases 2, 5, 7 and 4 more`. An id that says "case" itself has no second one before it. */
function casesNamed(cases: readonly { readonly id: string }[]): string {
  const ids = cases.slice(0, NAMED).map(({ id }) => id);
  const named = list(cases.length > NAMED ? [...ids, `${cases.length - NAMED} more`] : ids);
  if (isCalledCase(ids[0] ?? '')) return named;
  return `${cases.length === 1 ? 'case' : 'cases'} ${named}`;
}
