/** What all formats with frontmatter and a body have in common: settings, cases, checks and variables. */

import type { ParsedPrompt } from './formats.js';
import type { FrontmatterFile } from './frontmatter.js';
import { readCases } from './cases.js';
import { settingsChecks } from './githubModelsChecks.js';
import { LANGUAGES } from './languages/languages.js';
import { TemplateError } from './languages/language.js';
import { withSettings } from './parameters.js';
import type { Problem, Prompt, PromptMessage, Variable } from './prompt.js';
import type { SensitivitySettings } from './settings.js';
import { readSettings, wordingsOf } from './settingsBlock.js';

export interface BodyPrompt extends Pick<
  Prompt,
  | 'format'
  | 'path'
  | 'name'
  | 'description'
  | 'model'
  | 'parameters'
  | 'language'
  | 'messages'
  | 'extra'
> {
  /** Values of variables a case does not name. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** A case the format itself holds, used where the settings hold none. */
  readonly sample?: Readonly<Record<string, string>> | null;
}

/** Reads the `sensitivity` block and puts the prompt together. Every problem is added to those of the file. */
export function assemble(
  file: FrontmatterFile,
  parts: BodyPrompt,
  found: readonly Problem[],
): ParsedPrompt {
  const problems = [...found];
  const settings = readSettings(file.yaml, file.values['sensitivity'], problems);
  const messages = withQuestion(parts, settings);
  const variables = readVariables({ ...parts, messages }, problems);
  if (!settings || problems.some(({ severity }) => severity === 'error'))
    return { prompt: null, problems };
  const first = parts.messages[0];
  if (!first || parts.messages.every(({ content }) => content === '')) {
    const message = 'The file holds no prompt: there is no text after the frontmatter.';
    return {
      prompt: null,
      problems: [...problems, { severity: 'error', message, line: 1, column: 1 }],
    };
  }
  const { defaults = {}, sample = null, ...rest } = parts;
  const rows = readCases(file.yaml, settings.cases ?? [], {
    at: ['sensitivity', 'cases'],
    variables,
    problems,
  });
  const own = sample ? [{ id: 'sample', inputs: sample, expected: null, range: null }] : [];
  const prompt: Prompt = {
    ...rest,
    messages,
    parameters: withSettings(parts.parameters, settings.parameters ?? {}),
    start: first.range,
    variables,
    cases: (rows.length > 0 ? rows : own).map((row) => ({
      ...row,
      inputs: { ...defaults, ...row.inputs },
    })),
    casesKey: 'sensitivity.cases',
    checks: settingsChecks(settings),
    settings,
    wordings: wordingsOf(file.yaml, settings),
  };
  return { prompt, problems };
}

/** A prompt without a user message gets one from its cases' `input`, where nothing else uses that. */
function withQuestion(
  { language, messages }: BodyPrompt,
  settings: SensitivitySettings | null,
): readonly PromptMessage[] {
  const last = messages.at(-1);
  const given = settings?.cases?.some((row) => Object.hasOwn(row, 'input')) ?? false;
  if (!last || !given || messages.some(({ role }) => role === 'user')) return messages;
  return [
    ...messages,
    { role: 'user', content: LANGUAGES[language].written('input'), range: last.range },
  ];
}

function readVariables({ language, messages }: BodyPrompt, problems: Problem[]): Variable[] {
  const whole = messages.map(({ content }) => content).join('\n');
  try {
    const starts = messages.map((_, at) =>
      messages.slice(0, at).reduce((sum, { content }) => sum + content.length + 1, 0),
    );
    return LANGUAGES[language].variablesOf(whole).map(({ name, offset }) => {
      const at = starts.findLastIndex((start) => start <= offset);
      const { range } = messages[at] as PromptMessage;
      return { name, range };
    });
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const { line, column } = messages[0]?.range ?? { line: 1, column: 1 };
    problems.push({ severity: 'error', message: error.message, line, column });
    return [];
  }
}
