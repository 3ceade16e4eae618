/** Exports a prompt as a promptfoo configuration. */

import { checksFor } from '../../prompt/checks/check.js';
import type { Prompt } from '../../prompt/prompt.js';
import type { Message } from '../../ports/model.js';
import { writtenTool } from '../../prompt/tools.js';
import { recordOf } from '../../text/narrow.js';
import { wordingId, type Wording } from '../../prompt/settings/settings.js';
import { convertMessages, renamedInputs, type Converted, type Exported } from './conversion.js';
import { assertsFor } from './promptfooAsserts.js';
import { rowsOf, settingsIn, withoutEmpty, yamlOf } from './parts.js';

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

const holdsRubric = (prompt: Prompt) =>
  [{}, ...prompt.cases].some((row) => checksFor(prompt, row).some(({ kind }) => kind === 'rubric'));
