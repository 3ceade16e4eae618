/** What a prompt lacks to be measured. */

import type { Fix, LintRule } from './finding.js';
import { addFirstCase, addKeyToRows } from './rowEdits.js';

/** Below this many cases there are no intervals. */
const FEW_CASES = 8;

const missingCases: LintRule = {
  id: 'missing-cases',
  check({ prompt, text }) {
    if (prompt.cases.length > 0 || prompt.settings.cases !== undefined) return [];
    const edit = addFirstCase(text, prompt);
    const fixes: Fix[] = edit ? [{ title: 'Add a first case', file: 'prompt', edits: [edit] }] : [];
    const message = `There are no cases, so nothing can be measured. Add rows under \`${prompt.casesKey}\`.`;
    return [{ severity: 'info', message, range: prompt.start, fixes }];
  },
};

const fewCases: LintRule = {
  id: 'few-cases',
  check({ prompt }) {
    const { length } = prompt.cases;
    if (length === 0 || length >= FEW_CASES) return [];
    const message = `With ${length === 1 ? 'one case' : `${length} cases`} no interval can be given; ${FEW_CASES} are the least, 50 are good.`;
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
      edits.length > 0 ? [{ title: 'Add expected to each case', file: 'prompt', edits }] : [];
    const message =
      'No case has an expected answer and there are no checks: answers are compared with each other only, and accuracy is not known.';
    return [{ severity: 'info', message, range: cases[0]?.range ?? prompt.start, fixes }];
  },
};

export const casesRules: readonly LintRule[] = [missingCases, fewCases, noExpected];
