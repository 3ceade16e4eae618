/** The prompts of a promptfoo configuration: texts in it, and texts and lists of messages in files beside it. */

import { isRecord, textOrNull } from '../../text/narrow.js';
import { textOfParts } from '../images/contentParts.js';
import { namedFiles } from '../filePattern.js';
import { baseName } from '../path.js';
import type { PromptMessage, SourceRange } from '../prompt.js';
import type { Role } from '../../ports/model.js';
import type { Reading } from '../reading.js';
import { readYaml, type YamlSource } from '../yaml/yamlSource.js';

export interface ConfiguredPrompt {
  readonly id: string;
  readonly messages: readonly PromptMessage[];
}

const PROGRAM = /^(?:exec:.*|.*\.(?:[cm]?[jt]s|py|rb|sh)(?::[\w.]+)?)$/i;
const TEXT_FILE = /^[^\s{}]+\.(?:txt|md|j2|jsonl?|ya?ml|csv)$/i;

/** A prompt that cannot be read is reported and left out. */
export function promptsOf(
  reading: Reading,
  yaml: YamlSource,
  given: unknown,
): readonly ConfiguredPrompt[] {
  const entries = entriesOf(given);
  const all = entries.flatMap(({ value, label, path }) => {
    const at = yaml.rangeOf(path);
    return textsOf(reading, value, at).flatMap(({ text, range, name }): ConfiguredPrompt[] => {
      const messages = messagesOf(text, range);
      if (typeof messages === 'string') reading.warning(at, messages);
      return typeof messages === 'string' ? [] : [{ id: label ?? name ?? '', messages }];
    });
  });
  const taken = new Set<string>();
  return all.map(({ id, messages }, index) => {
    const own = id !== '' && !taken.has(id) && id !== 'original' ? id : `prompt-${index + 1}`;
    taken.add(own);
    return { id: own, messages };
  });
}

interface PromptEntry {
  readonly value: string;
  readonly label: string | null;
  readonly path: readonly (string | number)[];
}

/** A text, a list of texts and of records, or a map from texts to labels. */
function entriesOf(given: unknown): PromptEntry[] {
  if (typeof given === 'string') return [{ value: given, label: null, path: ['prompts'] }];
  if (isRecord(given))
    return Object.entries(given).map(([value, label]) => ({
      value,
      label: textOrNull(label),
      path: ['prompts', value],
    }));
  if (!Array.isArray(given)) return [];
  return (given as unknown[]).flatMap((each, index): PromptEntry[] => {
    if (typeof each === 'string') return [{ value: each, label: null, path: ['prompts', index] }];
    if (!isRecord(each)) return [];
    const key = typeof each['raw'] === 'string' ? 'raw' : 'id';
    const value = textOrNull(each[key]);
    return value === null
      ? []
      : [{ value, label: textOrNull(each['label']), path: ['prompts', index, key] }];
  });
}

interface PromptText {
  readonly text: string;
  readonly range: SourceRange | null;
  readonly name: string | null;
}

function textsOf(reading: Reading, value: string, at: SourceRange): PromptText[] {
  const isFile = value.startsWith('file://') || TEXT_FILE.test(value);
  const name = value.replace(/^file:\/\//, '');
  const isProgram = !isFile && !/\s/.test(value) && PROGRAM.test(name);
  if (!isFile && !isProgram) return [{ text: value, range: at, name: null }];
  return namedFiles(reading, name, at).flatMap((each) => textsOfFile(reading, each, at));
}

function textsOfFile(reading: Reading, name: string, at: SourceRange): PromptText[] {
  if (PROGRAM.test(name)) {
    reading.limit(at, `${name} is not read, because that would run code from the repository.`);
    return [];
  }
  const file = reading.fileNamed(name, at);
  if (!file) return [];
  const texts = /\.txt$/i.test(name)
    ? file.text.split(/^[ \t]*---[ \t]*\r?$/m)
    : /\.jsonl$/i.test(name)
      ? file.text.split('\n')
      : [file.text];
  const own = baseName(name).replace(/\.[^.]*$/, '');
  return texts
    .map((text) => text.replace(/\r\n?/g, '\n').trim())
    .filter((text) => text !== '')
    .map((text, index) => ({ text, range: null, name: index === 0 ? own : `${own}-${index + 1}` }));
}

const ROLES: Readonly<Record<string, Role>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
};

/** A list of messages in JSON or YAML, or one user message; a string is the reason why it cannot be read. */
function messagesOf(text: string, range: SourceRange | null): PromptMessage[] | string {
  const list = /^\s*(?:\[|- +(?:role|content)\s*:)/.test(text) ? readYaml(text).value : null;
  if (!Array.isArray(list) || !list.every((each) => isRecord(each) && 'role' in each))
    return [{ role: 'user', content: text, range }];
  const messages = list.map((each: Record<string, unknown>) => ({
    role: ROLES[String(each['role'])],
    content: contentOf(each['content']),
  }));
  const readable = messages.flatMap(({ role, content }) =>
    role && content !== null ? [{ role, content, range: null }] : [],
  );
  return readable.length === messages.length
    ? readable
    : 'Prompts with tool messages, or with media other than images, are not supported.';
}

function contentOf(content: unknown): string | null {
  if (content === null || content === undefined) return '';
  if (typeof content === 'string') return content;
  return Array.isArray(content) ? textOfParts(content) : null;
}
