/**
 * promptfoo configurations: the first prompt is tested, the others are hand-written variants, and `tests` are
 * the cases with their checks. Nothing that would run code from the repository is read.
 */

import { UserError } from '../../errors.js';
import { isRecord, recordOf, textOrNull } from '../../text/narrow.js';
import { refuseOtherMessages } from './bodyMessages.js';
import { readAllCases } from '../cases/cases.js';
import type { PromptFormat } from './format.js';
import { TemplateError } from '../languages/language.js';
import { jinja } from '../languages/jinja.js';
import { parametersFrom, withSettings } from '../parameters.js';
import { baseName, folderOf } from '../path.js';
import type { Prompt, Variable } from '../prompt.js';
import type { Message } from '../../ports/model.js';
import { readPromptSettings } from '../settings/promptSettings.js';
import { TOP, type Reading } from '../reading.js';
import { settingsChecks } from '../settings/checksSetting.js';
import { toolsOf, type GivenTools } from '../tools.js';
import { rewriteScalars } from '../yaml/yamlEdit.js';
import { readYaml, type YamlSource } from '../yaml/yamlSource.js';
import { promptsOf, type ConfiguredPrompt } from './promptfooPrompts.js';
import { testsOf } from './promptfooTests.js';

const NAME = /(?:^|[/\\])promptfooconfig[^/\\]*\.(?:ya?ml|json|[cm]?[jt]s)$/i;
const SCHEMA = /promptfoo\.dev\/config-schema\.json/;
const KEYS =
  /^prompts\s*:[\s\S]*^(?:providers|targets)\s*:|^(?:providers|targets)\s*:[\s\S]*^prompts\s*:/m;

export const promptfoo: PromptFormat = {
  id: 'promptfoo',
  names: [NAME],
  matches: (path, text) =>
    NAME.test(path) || (/\.ya?ml$/i.test(path) && (SCHEMA.test(text) || KEYS.test(text))),
  parse,
  reword,
};

function parse(reading: Reading): Prompt | null {
  const { path, text, problems } = reading;
  if (/\.[cm]?[jt]s$/i.test(path)) {
    const message =
      'This configuration is a program, and Plumbline does not run programs. Write it as YAML or JSON.';
    reading.error(TOP, message);
    return null;
  }
  const yaml = readYaml(text);
  problems.push(...yaml.problems);
  const config = recordOf(yaml.value);
  const [first, ...others] = reading.failed ? [] : promptsOf(reading, yaml, config['prompts']);
  if (!first && !reading.failed)
    reading.error(yaml.rangeOf(['prompts']), 'None of the `prompts` could be read.');
  const read = readPromptSettings(reading, yaml, config['sensitivity']);
  if (!first || !read || reading.failed) return null;

  const variables = variablesOf(reading, yaml, first);
  const { model, config: options, path: provider } = providerOf(config);
  const tools = toolsOf(reading, yaml, {
    settings: read.settings,
    own: toolsIn(options, [...provider, 'config']),
  });
  const own = testsOf(reading, yaml, { config, tools });
  const { exampleRows } = read;
  const given = readAllCases(reading, { rows: read.rows ?? [], exampleRows }, variables);
  const { cases, keys } = read.rows
    ? given
    : { cases: own.cases, keys: [...own.keys, ...given.keys] };
  const variants = read.settings.variants ?? wordingsFrom(others);
  const settings = variants === undefined ? read.settings : { ...read.settings, variants };
  return reading.failed
    ? null
    : {
        format: promptfoo.id,
        path,
        name: baseName(folderOf(path)) || baseName(path).replace(/\.[^.]*$/, ''),
        description: textOrNull(config['description']),
        model,
        parameters: withSettings(parametersFrom(numbersOf(options)), settings.parameters ?? {}),
        tools,
        language: 'jinja',
        messages: first.messages,
        partials: {},
        start: yaml.rangeOf(['prompts']),
        variables,
        keys,
        cases,
        examples: given.examples,
        casesKey: 'tests',
        checks: settingsChecks(settings),
        settings,
        wordings: read.settings.variants ? read.wordings : [],
        extra: { tags: config['tags'], metadata: config['metadata'] },
      };
}

const wordingsFrom = (others: readonly ConfiguredPrompt[]) =>
  others.length === 0
    ? undefined
    : others.map(({ id, messages }) => ({
        id,
        change: 'Another prompt of the configuration',
        messages: messages.map(({ role, content }) => ({ role, content })),
      }));

function variablesOf(
  reading: Reading,
  yaml: YamlSource,
  { messages }: ConfiguredPrompt,
): Variable[] {
  try {
    const whole = messages.map(({ content }) => content).join('\n');
    const anywhere = messages.find(({ range }) => range !== null)?.range;
    const range = anywhere ?? yaml.rangeOf(['prompts']);
    return jinja.read(whole, {}).variables.map(({ name, required }) => ({ name, range, required }));
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    reading.error(yaml.rangeOf(['prompts']), error.message);
    return [];
  }
}

function providerOf({ providers, targets }: Readonly<Record<string, unknown>>): {
  model: string | null;
  config: Readonly<Record<string, unknown>>;
  path: readonly (string | number)[];
} {
  const given = providers ?? targets;
  const [first] = Array.isArray(given) ? (given as unknown[]) : [given];
  const path = [providers ? 'providers' : 'targets', ...(Array.isArray(given) ? [0] : [])];
  if (!isRecord(first)) return { model: textOrNull(first), config: {}, path };
  return { model: textOrNull(first['id']), config: recordOf(first['config']), path };
}

/** `functions` is the older name, for functions only. */
const toolsIn = (
  { tools, functions }: Readonly<Record<string, unknown>>,
  at: readonly (string | number)[],
): GivenTools[] => [
  { given: tools, path: [...at, 'tools'] },
  { given: functions, path: [...at, 'functions'] },
];

/** Other provider settings (addresses, keys) are not used, because they are meant for that provider only. */
const numbersOf = (config: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(config).filter(
      ([key, value]) => typeof value === 'number' || key === 'tool_choice',
    ),
  );

function reword(prompt: Prompt, text: string, messages: readonly Message[]) {
  refuseOtherMessages(prompt.messages, messages);
  const prompts = recordOf(readYaml(text).value)['prompts'];
  const [first] = Array.isArray(prompts) ? (prompts as unknown[]) : [];
  const path =
    typeof prompts === 'string'
      ? ['prompts']
      : typeof first === 'string'
        ? ['prompts', 0]
        : ['prompts', 0, 'raw'];
  if (messages.length > 1 || prompt.messages[0]?.range === null)
    throw new UserError(
      'The prompt is not a single text in this file. Edit it where it is defined.',
    );
  return rewriteScalars(text, [{ path, text: messages[0]?.content ?? '' }]);
}
