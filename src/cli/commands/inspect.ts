/** `plumbline inspect`: shows what was read from prompt files. */

import { UserError } from '../../core/errors.js';
import type { Problem, Prompt } from '../../core/prompt/prompt.js';
import { printable } from '../../core/text/printable.js';
import { singleChecks } from '../../core/prompt/checks/check.js';
import { shownImages } from '../../core/prompt/images/shownImages.js';
import { shotsInFile } from '../../core/variants/shots/exampleMessages.js';
import { findWorkspace } from '../../node/workspace.js';
import { EXIT } from '../exitCodes.js';
import type { Inspection } from '../inspection.js';
import { openTerminal } from '../output.js';
import { placed, readPromptFile } from '../readPrompt.js';
import { cases, plural } from '../../core/say/plural.js';
import { type Say } from '../../core/say/say.js';
import { listSaid } from '../../core/say/listSaid.js';

export async function inspect(
  files: readonly string[],
  { json }: { json?: boolean },
): Promise<number> {
  const terminal = openTerminal();
  const inspections = [];
  for (const file of files) inspections.push(await inspectFile(file));
  if (json) terminal.out(JSON.stringify(inspections, null, 2));
  else inspections.forEach((each) => terminal.out(describe(each, terminal.words)));
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

function describe(each: Inspection, say: Say): string {
  const problems = each.problems.map((problem) => `  ${placed(each.path, problem)}`);
  if (each.format === null) return [each.path, ...problems].join('\n');
  const expected = each.cases.filter((row) => row.expected !== null).length;
  return [
    `${each.path}: ${each.name} (${each.format})`,
    `  ${say('{messages}, variables: {variables}, model: {model}', {
      messages: plural(say, each.messages.length, '1 message', '{n} messages'),
      variables: listSaid(each.variables, say) || say('none'),
      model: each.model ?? say('not named'),
    })}`,
    `  ${say('{cases}, {expected} with an expected answer; checks: {checks}', {
      cases: cases(each.cases.length, say),
      expected,
      checks: listSaid(checkNames(each, say), say) || say('none'),
    })}`,
    ...(each.images?.length ? [`  ${each.images.join(' ')}`] : []),
    ...(each.tools.length === 0
      ? []
      : [
          `  ${say('tools: {tools}', {
            tools: listSaid(
              each.tools.map(({ name }) => name),
              say,
            ),
          })}`,
        ]),
    ...problems,
  ]
    .map(printable)
    .join('\n');
}

function checkNames({ checks, cases }: Inspection, say: Say): string[] {
  const ofCases = cases.reduce((sum, { checks: own = [] }) => sum + singleChecks(own).length, 0);
  const names = checks.map((check) => `${check.name} (${check.kind})`);
  return ofCases === 0
    ? names
    : [...names, plural(say, ofCases, '1 check of single cases', '{n} checks of single cases')];
}
