/** Exports a prompt as a promptfoo configuration. */

import type { Check } from '../../prompt/checks/check.js';
import { canFill, fillCheck } from '../../prompt/checks/fillCheck.js';
import type { Case, Prompt } from '../../prompt/prompt.js';
import type { Message } from '../../ports/model.js';
import { writtenTool } from '../../prompt/tools.js';
import { checkInputs } from '../../prompt/template.js';
import { literalPattern } from '../../text/literalPattern.js';
import { isToolCalls, readToolCalls } from '../../text/toolCalls.js';
import { recordOf } from '../../text/narrow.js';
import { wordingId, type Wording } from '../../prompt/settings/settings.js';
import { convertMessages, renamedInputs, type Converted, type Exported } from './conversion.js';
import { rowsOf, settingsIn, withoutEmpty, yamlOf } from './parts.js';
import { parseJson } from '../../text/jsonDiff.js';

export function toPromptfoo(prompt: Prompt): Exported {
  const converted = convertMessages(prompt, 'jinja');
  const settings = settingsIn(prompt, 'jinja');
  const { variants, ...others } = settings.written;
  const wordings = Array.isArray(variants) ? (variants as Wording[]) : [];
  const { temperature, topP, maxTokens, maxCompletionTokens, extra } = prompt.parameters;
  const config = withoutEmpty({
    temperature,
    top_p: topP,
    max_tokens: maxTokens,
    max_completion_tokens: maxCompletionTokens,
    ...extra,
    tools: prompt.tools.map(writtenTool),
  });
  const lost = [...converted.lost, ...settings.lost];
  const tests = prompt.cases.map((row) => {
    const asserts = assertsFor(row, prompt.checks);
    lost.push(...asserts.lost);
    return withoutEmpty({
      description: row.id,
      vars: renamedInputs(row.inputs, converted.names),
      assert: asserts.written,
    });
  });
  const text = yamlOf(
    withoutEmpty({
      description: prompt.description ?? prompt.name,
      metadata: metadataOf(prompt),
      prompts: [
        promptText(converted.messages),
        ...wordings.map((wording, index) => ({
          label: wordingId(wording, index),
          raw: promptText(wording.messages),
        })),
      ],
      providers: [withoutEmpty({ id: prompt.model ?? 'openai:chat:gpt-4.1-mini', config })],
      tests,
      sensitivity: withoutEmpty({
        ...(Array.isArray(variants) ? {} : { variants }),
        ...others,
        ...(holdsRubric(prompt) ? { judge: true } : {}),
        examples: examplesOf(prompt, converted),
      }),
    }),
  );
  if (prompt.model === null)
    lost.push('The prompt does not name a model; an example was inserted.');
  if (prompt.parameters.responseFormat?.startsWith('json'))
    lost.push(
      'The response format was left out, because each promptfoo provider configures it differently.',
    );
  return {
    text: `# yaml-language-server: $schema=https://promptfoo.dev/config-schema.json\n${text}`,
    lost: [...new Set(lost)],
  };
}

const NAMES_ALONE =
  'Arguments and order of expected calls were left out, because promptfoo compares only the names of the tools.';
const promptText = (messages: readonly Message[]): string => {
  const [only] = messages;
  return messages.length === 1 && only?.role === 'user'
    ? only.content
    : JSON.stringify(messages, null, 2);
};

/** The keys that the library lists and other keys of the file, which promptfoo has no place for. */
const metadataOf = ({ name, description, extra: { metadata, ...rest } }: Prompt) =>
  withoutEmpty({ ...(description === null ? {} : { name }), ...recordOf(metadata), ...rest });

/** Examples are separate from the tests, where promptfoo ignores them. */
const examplesOf = (prompt: Prompt, converted: Converted) =>
  rowsOf({ ...prompt, cases: [] }, converted).map(({ id, example: _, ...row }) =>
    id === undefined ? row : { id: String(id).replace(/^example /, ''), ...row },
  );

const holdsRubric = ({ checks, cases }: Prompt) =>
  [{ checks }, ...cases].some(({ checks: all = [] }) => all.some(({ kind }) => kind === 'rubric'));

/** The checks of a case with its values filled in, or its expected answer. */
function assertsFor(
  row: Case,
  checks: readonly Check[],
): { written: Record<string, unknown>[]; lost: string[] } {
  const lost: string[] = [];
  const inputs = checkInputs(row);
  const all = [...checks.map((check) => filled(check, inputs)), ...(row.checks ?? [])];
  const written = all.flatMap((check): Record<string, unknown>[] => {
    const made = assertOf(check);
    if (!made) {
      lost.push(`The check "${check.name}" (${check.kind}) was left out.`);
      return [];
    }
    if (check.kind === 'toolCalls') lost.push(NAMES_ALONE);
    const { type, ...rest } = made;
    return [{ type: 'not' in check && check.not ? `not-${String(type)}` : type, ...rest }];
  });
  if (all.length === 0 && row.expected !== null) {
    const calls = isToolCalls(row.expected) ? namesAssert(row.expected) : null;
    if (calls) lost.push(NAMES_ALONE);
    written.push(calls ?? { type: 'equals', value: row.expected });
  }
  return { written, lost };
}

/** A template that uses a name the case does not have is unchanged. */
const filled = (check: Check, inputs: Case['inputs']): Check =>
  check.kind !== 'notRun' && canFill(check, inputs) ? fillCheck(check, inputs) : check;

/** promptfoo compares only the names of tools. Null if nothing is called. */
function namesAssert(expected: string, least = 1): Record<string, unknown> | null {
  const names = [...new Set(readToolCalls(expected)?.map(({ name }) => name))];
  return names.length === 0 ? null : { type: 'tool-call-f1', value: names, threshold: least };
}

function assertOf(check: Check): Record<string, unknown> | null {
  switch (check.kind) {
    case 'equals':
      return { type: 'equals', value: check.value };
    case 'json':
      return { type: 'equals', value: parsed(check.value) };
    case 'contains':
      return { type: check.matchCase ? 'contains' : 'icontains', value: check.value };
    case 'startsWith':
      return check.matchCase
        ? { type: 'starts-with', value: check.value }
        : { type: 'regex', value: `(?i)^${literalPattern(check.value)}` };
    case 'endsWith':
      return {
        type: 'regex',
        value: `${check.matchCase ? '' : '(?i)'}${literalPattern(check.value)}$`,
      };
    case 'containsAll':
      return { type: check.matchCase ? 'contains-all' : 'icontains-all', value: check.values };
    case 'containsAny':
      return { type: check.matchCase ? 'contains-any' : 'icontains-any', value: check.values };
    case 'regex':
      return { type: 'regex', value: check.value };
    case 'isJson':
      return withoutEmpty({ type: 'is-json', value: check.schema });
    case 'containsJson':
      return withoutEmpty({ type: 'contains-json', value: check.schema });
    case 'levenshtein':
      return { type: 'levenshtein', value: check.value, threshold: check.most };
    case 'wordCount':
      return { type: 'word-count', value: withoutEmpty({ min: check.least, max: check.most }) };
    case 'latency':
    case 'cost':
    case 'perplexity':
      return { type: check.kind, threshold: check.most };
    case 'finishReason':
      return { type: 'finish-reason', value: check.value };
    case 'refusal':
      return { type: 'is-refusal' };
    case 'toolNames':
      return { type: 'tool-call-f1', value: check.values, threshold: check.least };
    case 'similar':
      return { type: 'similar', value: oneOrMore(check.values), threshold: check.least };
    case 'validToolCalls':
      return { type: 'is-valid-openai-tools-call' };
    case 'toolCalls':
      return namesAssert(check.value, check.least);
    case 'rubric':
      return { type: 'llm-rubric', value: check.value };
    case 'notRun':
      return null;
  }
}

const oneOrMore = (values: readonly string[]) => (values.length === 1 ? values[0] : values);

/** A check's value parsed as JSON, or unchanged if it is not JSON. */
function parsed(text: string): unknown {
  const value = parseJson(text);
  return value === undefined ? text : value;
}
