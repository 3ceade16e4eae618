/** Shared by all formats with frontmatter and a body: settings, cases, checks and variables. */

import { didYouMean } from '../../text/nearest.js';
import { isRecord } from '../../text/narrow.js';
import { plainRow, readAllCases } from '../cases/cases.js';
import type { Frontmatter } from '../yaml/frontmatter.js';
import { TemplateError } from '../languages/language.js';
import { LANGUAGES } from '../languages/languages.js';
import { withSettings } from '../parameters.js';
import type { Case, NamedRange, Prompt, PromptMessage, Variable } from '../prompt.js';
import { readPromptSettings } from '../settings/promptSettings.js';
import { TOP, type TextPosition, type Reading } from '../reading.js';
import { settingsChecks } from '../settings/checksSetting.js';
import { toolsOf, type GivenTools } from '../tools.js';

type Own =
  'format' | 'name' | 'description' | 'model' | 'parameters' | 'language' | 'messages' | 'partials';

export interface BodyPrompt extends Pick<Prompt, Own> {
  /** Default values of variables. */
  readonly defaults: Readonly<Record<string, string>>;
  /** A case from the format itself, used if the settings have none. */
  readonly sample: Readonly<Record<string, string>> | null;
  /** The format's own places for tools. */
  readonly tools: readonly GivenTools[];
  /** Declarations of variables in the file. */
  readonly declared: readonly NamedRange[];
  /** Keys of the frontmatter that were used; others are kept as `extra`. */
  readonly known: readonly string[];
}

/** Reads the `sensitivity` block and builds the prompt. Null after an error. */
export function assemble(
  reading: Reading,
  { yaml, values }: Frontmatter,
  parts: BodyPrompt,
): Prompt | null {
  const { defaults, sample, declared, known, tools: given, ...own } = parts;
  const read = readPromptSettings(reading, yaml, values['sensitivity']);
  const settings = read?.settings ?? {};
  const language = own.format === 'plain' ? (settings.language ?? own.language) : own.language;
  const messages = withQuestion({ ...own, language }, read?.rows ?? []);
  const variables = readVariables(reading, { ...own, language, messages });
  if (messages.every(({ content }) => content === '') && !reading.failed)
    reading.error(TOP, 'The file has no prompt: there is no text after the frontmatter.');
  const tools = toolsOf(reading, yaml, { settings, own: given });
  const first = messages.find(({ range }) => range !== null)?.range;
  if (!read || !first || reading.failed) return null;
  const only = sample ?? (coversAll(variables, defaults) ? {} : null);
  const rows =
    read.rows ?? (only ? [{ ...plainRow(only, TOP), values: { ...only, id: 'sample' } }] : []);
  const { cases, examples, keys } = readAllCases(
    reading,
    { rows, exampleRows: read.exampleRows },
    variables,
  );
  const withDefaults = (row: Case): Case => ({ ...row, inputs: { ...defaults, ...row.inputs } });
  const kept = Object.entries(values).filter(
    ([key]) => key !== 'sensitivity' && !known.includes(key),
  );
  for (const [key] of kept) {
    const near = didYouMean(key, ['sensitivity']);
    const range = near === '' ? null : yaml.keyRangeOf([key]);
    if (range) reading.warning(range, `\`${key}\` is kept, but has no effect.${near}`);
  }
  return {
    ...own,
    path: reading.path,
    language,
    messages,
    parameters: withSettings(own.parameters, settings.parameters ?? {}),
    tools,
    start: first,
    variables,
    keys: [...declared, ...keys],
    cases: cases.map(withDefaults),
    examples: examples.map(withDefaults),
    casesKey: 'sensitivity.cases',
    checks: settingsChecks(settings),
    settings,
    wordings: read.wordings,
    extra: Object.fromEntries(kept),
  };
}

/** If every variable has a default, the defaults are a case. */
const coversAll = (variables: readonly Variable[], defaults: BodyPrompt['defaults']) =>
  variables.length > 0 &&
  variables.every(({ name, required }) => !required || Object.hasOwn(defaults, name));

/** A prompt without a user message gets one from its cases' `input`, unless `input` is used elsewhere. */
function withQuestion(
  { language, messages }: Pick<BodyPrompt, 'language' | 'messages'>,
  rows: readonly { readonly values: Readonly<Record<string, unknown>> }[],
): readonly PromptMessage[] {
  const given = rows.some(
    ({ values }) =>
      Object.hasOwn(values, 'input') ||
      (isRecord(values['variables']) && Object.hasOwn(values['variables'], 'input')),
  );
  if (!given || messages.some(({ role }) => role === 'user')) return messages;
  return [
    ...messages,
    { role: 'user', content: LANGUAGES[language].written('input'), range: null },
  ];
}

function readVariables(
  reading: Reading,
  { language, messages, partials }: Pick<BodyPrompt, 'language' | 'messages' | 'partials'>,
): Variable[] {
  const whole = messages.map(({ content }) => content).join('\n');
  const starts = messages.map((_, at) =>
    messages.slice(0, at).reduce((sum, { content }) => sum + content.length + 1, 0),
  );
  const anywhere = messages.find(({ range }) => range !== null)?.range;
  try {
    return LANGUAGES[language]
      .read(whole, partials)
      .variables.flatMap(({ name, offset, required }) => {
        const at = starts.findLastIndex((start) => start <= offset);
        const range = messages[at]?.range ?? anywhere;
        return range ? [{ name, range, required }] : [];
      });
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    reading.error(placeOf(error, messages) ?? anywhere ?? TOP, error.message);
    return [];
  }
}

/** Maps a line of the messages' joined text to its place in the file. */
function placeOf({ line }: TemplateError, messages: readonly PromptMessage[]): TextPosition | null {
  let left = line ?? 0;
  if (left < 1) return null;
  for (const { content, range } of messages) {
    const lines = content.split('\n').length;
    if (left <= lines)
      return range && (left === 1 ? range : { line: range.line + left - 1, column: 1 });
    left -= lines;
  }
  return null;
}
