/** Shared by all formats with frontmatter and a body: settings, cases, checks and variables. */

import { didYouMean } from '../../text/nearest.js';
import { isRecord, recordOf } from '../../text/narrow.js';
import { plainRow, readAllCases, type Row } from '../cases/cases.js';
import type { Frontmatter } from '../yaml/frontmatter.js';
import { TemplateError } from '../languages/language.js';
import { LANGUAGES } from '../languages/languages.js';
import { withSettings } from '../parameters.js';
import type { Case, NamedRange, Prompt, PromptMessage, Variable } from '../prompt.js';
import { readPromptSettings } from '../settings/promptSettings.js';
import { TOP, type TextPosition, type Reading } from '../reading.js';
import { settingsChecks } from '../settings/checksSetting.js';
import { toolsOf, type GivenTools } from '../tools.js';
import { argumentsIn, tellUnread } from './unreadPlaceholders.js';

type Own =
  | 'format'
  | 'name'
  | 'description'
  | 'model'
  | 'parameters'
  | 'language'
  | 'roleLines'
  | 'messages'
  | 'readElsewhere'
  | 'partials';

export interface BodyPrompt extends Pick<Prompt, Own> {
  /** Default values of variables. */
  readonly defaults: Readonly<Record<string, string>>;
  /** Names of variables that are declared as optional: without a value they render as nothing. */
  readonly optional?: readonly string[];
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
  const { defaults, optional = [], sample, declared, known, tools: given, ...own } = parts;
  const read = readPromptSettings(reading, yaml, values['sensitivity']);
  const settings = read?.settings ?? {};
  const canChoose = CAN_CHOOSE_LANGUAGE.includes(own.format);
  const language = canChoose ? (settings.language ?? own.language) : own.language;
  const messages = withQuestion({ ...own, language }, read?.rows ?? []);
  const filled = filledNames(read?.rows ?? [], [sample, defaults]);
  const hasCases = read !== null && read.rows !== null;
  const template = { ...own, language, messages };
  const variables = declaredVariables(reading, { ...template, optional, filled, hasCases });
  tellUnread(reading, { language, messages, filled, canChoose });
  tellEmpty(reading, messages);
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

/** Formats whose files can be in any template language. */
const CAN_CHOOSE_LANGUAGE = ['plain', 'copilot'];

/** The names that some row, or one of the records, gives a value. */
function filledNames(
  rows: readonly Pick<Row, 'values'>[],
  records: readonly (Readonly<Record<string, unknown>> | null)[],
): ReadonlySet<string> {
  const own = rows.flatMap(({ values }) => [values, recordOf(values['variables'])]);
  return new Set([...own, ...records].flatMap((each) => Object.keys(each ?? {})));
}

function tellEmpty(reading: Reading, messages: readonly PromptMessage[]): void {
  for (const { role, content, range } of messages)
    if (content === '' && range && messages.length > 1)
      reading.warning(range, `This ${role} message is empty, and is sent empty.`);
}

/** If defaults are all that is needed, they are a case. */
const coversAll = (variables: readonly Variable[], defaults: BodyPrompt['defaults']) =>
  variables.some(({ name }) => Object.hasOwn(defaults, name)) &&
  variables.every(({ name, required }) => !required || Object.hasOwn(defaults, name));

/** A prompt without a user message, or with empty ones, gets one from its cases' `input`. */
function withQuestion(
  { language, messages }: Pick<BodyPrompt, 'language' | 'messages'>,
  rows: readonly { readonly values: Readonly<Record<string, unknown>> }[],
): readonly PromptMessage[] {
  const given = rows.some(
    ({ values }) =>
      Object.hasOwn(values, 'input') ||
      (isRecord(values['variables']) && Object.hasOwn(values['variables'], 'input')),
  );
  const isAsked = messages.some(({ role, content }) => role === 'user' && content !== '');
  if (!given || isAsked) return messages;
  const question = {
    role: 'user' as const,
    content: LANGUAGES[language].written('input'),
    range: null,
  };
  return [...messages.filter(({ role }) => role !== 'user'), question];
}

/** The variables of the messages, with what the format and the cases say of them. */
function declaredVariables(
  reading: Reading,
  {
    optional,
    filled,
    hasCases,
    ...own
  }: Pick<BodyPrompt, 'language' | 'messages' | 'partials'> & {
    readonly optional: readonly string[];
    readonly filled: ReadonlySet<string>;
    readonly hasCases: boolean;
  },
): readonly Variable[] {
  const used = readVariables(reading, own);
  if (own.language === 'arguments')
    return argumentsIn(reading, used, { messages: own.messages, filled, hasCases });
  return used.map((variable) =>
    optional.includes(variable.name) ? { ...variable, required: false } : variable,
  );
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
    const at = placeOf(error, messages) ?? anywhere ?? TOP;
    if (error.limit) reading.limit(at, error.message, 'error');
    else reading.error(at, error.message);
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
