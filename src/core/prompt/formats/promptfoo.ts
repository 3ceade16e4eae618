/**
 * promptfoo configurations: the first prompt is tested, the others are hand-written variants, and `tests` are
 * the cases with their checks. Nothing that would run code from the repository is read.
 */

import { UserError } from '../../errors.js';
import { recordOf, textOrNull } from '../../text/narrow.js';
import { refuseOtherMessages } from './bodyMessages.js';
import { readAllCases } from '../cases/cases.js';
import type { PromptFormat } from './format.js';
import { TemplateError } from '../languages/language.js';
import { LANGUAGES } from '../languages/languages.js';
import { withSettings } from '../parameters.js';
import { baseName, folderOf } from '../path.js';
import type { Case, NamedRange, Prompt, Variable } from '../prompt.js';
import type { Message } from '../../ports/model.js';
import { readPromptSettings } from '../settings/promptSettings.js';
import { TOP, type Reading } from '../reading.js';
import { settingsChecks } from '../settings/checksSetting.js';
import { toolsOf } from '../tools.js';
import { rewriteScalars } from '../yaml/yamlEdit.js';
import { readYaml, type YamlSource } from '../yaml/yamlSource.js';
import {
  dereferenced,
  EVALUATE_KEYS,
  hasPrograms,
  tellUnused,
  TOP_KEYS,
  type Values,
} from './promptfooConfig.js';
import { environmentIn } from './promptfooEnvironment.js';
import { promptsOf, type ConfiguredPrompt } from './promptfooPrompts.js';
import { providerOf, providerParameters, providerTools } from './promptfooProvider.js';
import { testsOf } from './promptfooTests.js';
import { worded } from '../../say/worded.js';

const NAME = /(?:^|[/\\])promptfooconfig[^/\\]*\.(?:ya?ml|json|[cm]?[jt]s)$/i;
const SCHEMA = /promptfoo\.dev\/config-schema\.json/;
const KEYS =
  /^prompts\s*:[\s\S]*^(?:providers|targets)\s*:|^(?:providers|targets)\s*:[\s\S]*^prompts\s*:/m;

const IS_PROGRAM =
  'This configuration is a program, and Plumbline does not run programs. Write it as YAML or JSON.';

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
    reading.limit(TOP, IS_PROGRAM, 'error');
    return null;
  }
  const yaml = readYaml(text);
  problems.push(...yaml.problems);
  const config = dereferenced(recordOf(yaml.value));
  const [first, ...others] = reading.failed ? [] : promptsOf(reading, yaml, config['prompts']);
  if (!first && !reading.failed)
    reading.error(yaml.rangeOf(['prompts']), 'None of the `prompts` could be read.');
  const read = readPromptSettings(reading, yaml, config['sensitivity']);
  if (!first || !read || reading.failed) return null;

  tellTop(reading, yaml, config);
  const environment = environmentIn(reading, config, yaml.rangeOf(['prompts']));
  const variables = variablesOf(reading, yaml, first);
  const provider = providerOf(config);
  const tools = toolsOf(reading, yaml, { settings: read.settings, own: providerTools(provider) });
  const tests = testsOf(reading, yaml, { config, tools, environment });
  const { exampleRows } = read;
  const given = readAllCases(reading, { rows: read.rows ?? [], exampleRows }, variables);
  const keys = read.rows
    ? given.keys
    : [...tests.keys.filter(isForPrompt(config, variables)), ...given.keys];
  const env = environment(first.messages.map(({ content }) => content).join('\n'));
  const cases = withEnvironment(read.rows ? given.cases : tests.cases, { variables, env });
  const variants = read.settings.variants ?? wordingsFrom(others);
  const settings = variants === undefined ? read.settings : { ...read.settings, variants };
  return reading.failed
    ? null
    : {
        format: promptfoo.id,
        path,
        name: baseName(folderOf(path)) || baseName(path).replace(/\.[^.]*$/, ''),
        description: textOrNull(config['description']),
        model: provider.model,
        parameters: withSettings(
          providerParameters(reading, yaml, provider),
          settings.parameters ?? {},
        ),
        tools,
        language: 'jinja',
        messages: first.messages,
        partials: {},
        start: yaml.rangeOf(['prompts']),
        variables,
        printsMissing: true,
        keys,
        ...(hasPrograms(config) ? { readElsewhere: 'all' as const } : {}),
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

function tellTop(reading: Reading, yaml: YamlSource, config: Values): void {
  const placeOf = (path: readonly string[]) => yaml.keyRangeOf(path) ?? yaml.rangeOf(path);
  tellUnused(reading, config, { level: TOP_KEYS, place: (key) => placeOf([key]) });
  tellUnused(reading, recordOf(config['evaluateOptions']), {
    level: EVALUATE_KEYS,
    place: (key) => placeOf(['evaluateOptions', key]),
  });
}

/** Whether a key of the tests is not one that only assertions and other values use. */
function isForPrompt(config: Values, variables: readonly Variable[]) {
  const written = JSON.stringify([config['tests'], config['defaultTest']]);
  const elsewhere = new Set(LANGUAGES.jinja.namesIn(written).map(({ name }) => name));
  const own = new Set(variables.map(({ name }) => name));
  return ({ name }: NamedRange) => own.has(name) || !elsewhere.has(name);
}

/** The environment variables that the prompt uses are inputs, unless a test has a variable called `env`. */
function withEnvironment(
  cases: readonly Case[],
  { variables, env }: { variables: readonly Variable[]; env: string | null },
): readonly Case[] {
  if (env === null) return cases;
  const isAlone = cases.length === 0 && variables.length === 0;
  const only: Case = { id: '1', inputs: {}, expected: null, range: null };
  return (isAlone ? [only] : cases).map((each) => ({ ...each, inputs: { env, ...each.inputs } }));
}

function variablesOf(
  reading: Reading,
  yaml: YamlSource,
  { messages }: ConfiguredPrompt,
): Variable[] {
  try {
    const whole = messages.map(({ content }) => content).join('\n');
    const anywhere = messages.find(({ range }) => range !== null)?.range;
    const range = anywhere ?? yaml.rangeOf(['prompts']);
    const { variables } = LANGUAGES.jinja.read(whole, {});
    return variables
      .filter(({ name }) => name !== 'env')
      .map(({ name, required }) => ({ name, range, required }));
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    reading.error(yaml.rangeOf(['prompts']), error.message);
    return [];
  }
}

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
      worded`The prompt is not a single text in this file. Edit it where it is defined.`,
    );
  return rewriteScalars(text, [{ path, text: messages[0]?.content ?? '' }]);
}
