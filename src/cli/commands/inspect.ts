/** `plumbline inspect`: shows what was read from prompt files. */

import { UserError } from '../../core/errors.js';
import type { Problem, Prompt } from '../../core/prompt/prompt.js';
import { count } from '../../core/words/figures.js';
import { list } from '../../core/text/list.js';
import { printable } from '../../core/text/printable.js';
import { singleChecks } from '../../core/prompt/checks/check.js';
import { shownImages } from '../../core/prompt/images/shownImages.js';
import { shotsInFile } from '../../core/variants/shots/exampleMessages.js';
import { findWorkspace } from '../../node/workspace.js';
import { EXIT } from '../exitCodes.js';
import type { Inspection } from '../inspection.js';
import { openTerminal } from '../output.js';
import { placed, readPromptFile } from '../readPrompt.js';

export async function inspect(
  files: readonly string[],
  { json }: { json?: boolean },
): Promise<number> {
  const terminal = openTerminal();
  const inspections = [];
  for (const file of files) inspections.push(await inspectFile(file));
  if (json) terminal.out(JSON.stringify(inspections, null, 2));
  else inspections.forEach((each) => terminal.out(describe(each)));
  return inspections.some(isUnusable) ? EXIT.badInput : EXIT.ok;
}

const isUnusable = ({ format, problems }: Inspection) =>
  format === null || problems.some(({ severity }) => severity === 'error');

export async function inspectFile(path: string): Promise<Inspection> {
  try {
    const { prompt, problems } = await readPromptFile(path, await findWorkspace(path));
    return prompt ? inspectionOf(path, prompt, problems) : unreadable(path, problems);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return unreadable(path, [{ severity: 'error', message: error.message, line: 1, column: 1 }]);
  }
}

const unreadable = (path: string, problems: readonly Problem[]): Inspection => ({
  path,
  format: null,
  name: null,
  description: null,
  model: null,
  parameters: null,
  tools: [],
  messages: [],
  variables: [],
  cases: [],
  checks: [],
  shots: [],
  problems,
});

function inspectionOf(path: string, prompt: Prompt, problems: readonly Problem[]): Inspection {
  const { format, name, description, model, parameters, messages, start, variables } = prompt;
  const { tools, cases, checks } = prompt;
  const examples = shotsInFile(messages);
  const answers = messages
    .flatMap(({ role }, index) => (role === 'assistant' ? [index] : []))
    .slice(0, examples);
  return {
    path,
    format,
    name,
    description,
    model,
    parameters,
    tools,
    messages: messages.map(({ role, content, range }) => ({
      role,
      content,
      line: range?.line ?? start.line,
    })),
    ...(prompt.images ? { images: shownImages(prompt) } : {}),
    variables: variables.map((variable) => variable.name),
    cases: cases.map(({ id, inputs, expected, checks: own }) => ({
      id,
      inputs,
      expected,
      ...(own ? { checks: own } : {}),
    })),
    checks,
    shots: answers.map((at) => ({
      user: messages[at - 1]?.content ?? '',
      assistant: messages[at]?.content ?? '',
    })),
    problems,
  };
}

function describe(each: Inspection): string {
  const problems = each.problems.map((problem) => `  ${placed(each.path, problem)}`);
  if (each.format === null) return [each.path, ...problems].join('\n');
  const expected = each.cases.filter((row) => row.expected !== null).length;
  return [
    `${each.path}: ${each.name} (${each.format})`,
    `  ${count(each.messages.length, 'message')}, variables: ${list(each.variables) || 'none'}, model: ${each.model ?? 'not named'}`,
    `  ${count(each.cases.length, 'case')}, ${expected} with an expected answer; checks: ${list(checkNames(each)) || 'none'}`,
    ...(each.images?.length ? [`  ${each.images.join(' ')}`] : []),
    ...(each.tools.length === 0 ? [] : [`  tools: ${list(each.tools.map(({ name }) => name))}`]),
    ...problems,
  ]
    .map(printable)
    .join('\n');
}

function checkNames({ checks, cases }: Inspection): string[] {
  const ofCases = cases.reduce((sum, { checks: own = [] }) => sum + singleChecks(own).length, 0);
  const names = checks.map((check) => `${check.name} (${check.kind})`);
  return ofCases === 0 ? names : [...names, `${count(ofCases, 'check')} of single cases`];
}
