/** Lint rules on a prompt's cases. */

import { CONTEXTS } from '../../prompt/cases/passages.js';
import { caseHeading, caseTitle } from '../../text/caseTitle.js';
import { LANGUAGES } from '../../prompt/languages/languages.js';
import type { Case, Prompt, SourceRange } from '../../prompt/prompt.js';
import { readYaml } from '../../prompt/yaml/yamlSource.js';
import { list } from '../../text/list.js';
import { recordOf } from '../../text/narrow.js';
import type { Fix, LintRule } from './finding.js';
import { addFirstCase, addKeyToRows } from './rowEdits.js';

/** The min number of cases for an interval. */
const FEW_CASES = 8;

const missingCases: LintRule = {
  id: 'missing-cases',
  check({ prompt, text }) {
    if (prompt.cases.length > 0 || prompt.settings.cases !== undefined) return [];
    const edit = addFirstCase(text, prompt);
    const fixes: Fix[] = edit ? [{ title: 'Add a case', file: 'prompt', edits: [edit] }] : [];
    const message = `The prompt has no cases, so nothing can be measured. Add rows under \`${prompt.casesKey}\`.`;
    return [{ severity: 'info', message, range: prompt.start, fixes }];
  },
};

const fewCases: LintRule = {
  id: 'few-cases',
  check({ prompt }) {
    const { length } = prompt.cases;
    if (length === 0 || length >= FEW_CASES) return [];
    const message = `${length === 1 ? 'One case is' : `${length} cases are`} too few for an interval. Use at least ${FEW_CASES}; 50 is better.`;
    const range = prompt.cases[0]?.range ?? prompt.start;
    return [{ severity: 'info', message, range, fixes: [] }];
  },
};

const noExpected: LintRule = {
  id: 'no-expected',
  check({ prompt, text }) {
    const { cases, checks } = prompt;
    const isJudged = checks.length > 0 || cases.some((row) => row.checks?.length);
    if (cases.length === 0 || isJudged || cases.some(({ expected }) => expected !== null))
      return [];
    const edits = prompt.format === 'promptfoo' ? [] : addKeyToRows(text, cases, 'expected');
    const fixes: Fix[] =
      edits.length > 0 ? [{ title: 'Add `expected` to each case', file: 'prompt', edits }] : [];
    const message =
      'No case has an expected answer and there are no checks, so answers are only compared with each other and accuracy is unknown.';
    return [{ severity: 'info', message, range: cases[0]?.range ?? prompt.start, fixes }];
  },
};

/** Two cases with equal inputs but different expected answers: one of them is always wrong. */
const contradictingCases: LintRule = {
  id: 'contradicting-cases',
  check({ prompt }) {
    const first = new Map<string, Case>();
    return prompt.cases.flatMap((row) => {
      const key = JSON.stringify(Object.entries(row.inputs).sort());
      const before = first.get(key);
      if (row.expected !== null && before === undefined) first.set(key, row);
      if (before === undefined || row.expected === null || before.expected === row.expected)
        return [];
      const message = `${caseHeading(row.id)} has the same inputs as ${caseTitle(before.id)} but a different expected answer, so one of them is always wrong.`;
      return [{ severity: 'warning', message, range: row.range ?? prompt.start, fixes: [] }];
    });
  },
};

const emptyInput: LintRule = {
  id: 'empty-input',
  check({ prompt }) {
    const needed = prompt.variables.filter(({ required }) => required).map(({ name }) => name);
    return prompt.cases.flatMap((row) => {
      const empty = needed.filter((name) => row.inputs[name]?.trim() === '');
      if (empty.length === 0) return [];
      const message = `${caseHeading(row.id)} has no value for ${list(empty)}.`;
      return [{ severity: 'warning', message, range: row.range ?? prompt.start, fixes: [] }];
    });
  },
};

/** A list value that the prompt uses as text. promptfoo would turn its items into cases. */
const listValue: LintRule = {
  id: 'list-value',
  check({ prompt, text }) {
    if (prompt.format === 'promptfoo') return [];
    const printed = printedNames(prompt);
    return prompt.cases.flatMap((row) => {
      const lists = printed.filter(
        // Passages are written out.
        (name) => row.inputs[name]?.startsWith('[') && !(name === CONTEXTS && row.contexts),
      );
      if (lists.length === 0 || row.range === null) return [];
      const values = valuesAt(text, row.range);
      const names = lists.filter((name) => Array.isArray(values[name]));
      if (names.length === 0) return [];
      const message = `${caseHeading(row.id)} has a list for ${list(names)}, which is sent as JSON. Use text, or one case per item.`;
      return [{ severity: 'warning', message, range: row.range, fixes: [] }];
    });
  },
};

function printedNames({ language, messages, partials }: Prompt): string[] {
  const whole = messages.map(({ content }) => content).join('\n');
  const { variables } = LANGUAGES[language].read(whole, partials);
  return variables.filter(({ isText }) => isText).map(({ name }) => name);
}

/** A row's values as written in its file. */
function valuesAt(text: string, { start, end, column }: SourceRange): Record<string, unknown> {
  const values = recordOf(readYaml(' '.repeat(column - 1) + text.slice(start, end)).value);
  return { ...recordOf(values['variables']), ...values };
}

export const casesRules: readonly LintRule[] = [
  missingCases,
  fewCases,
  noExpected,
  contradictingCases,
  emptyInput,
  listValue,
];
