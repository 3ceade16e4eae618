/**
 * Tool calls that a server left in the words of an answer, or that the model wrote there: as plain JSON, in fences, between
 * sentences, or in the marks that families of models are trained to write.
 */

import { parseExactJson } from './exactJson.js';
import { jsonValuesIn } from './findJson.js';
import { isRecord } from './narrow.js';
import { unfenced } from './normalise.js';

/** The calls as JSON text, one or a list; the text itself where it is no more than that, or holds none. */
export function jsonOfCalls(text: string): string {
  const marked = markedCalls(text);
  if (marked.length > 0) return `[${marked.join(',')}]`;
  const plain = unfenced(text).replace(/^\s*(?:\[TOOL_CALLS\]|<\|python_tag\|>)/, '');
  if (!plain.includes('{') || parseExactJson(plain) !== undefined) return plain;
  const values = jsonValuesIn(plain).flat();
  return values.length > 0 && values.every(saysArguments) ? JSON.stringify(values) : plain;
}

/** Whether calls stand in the marks of a family of models, though their JSON may be broken. */
export const hasMarkedCalls = (text: string): boolean => markedCalls(text).length > 0;

function markedCalls(text: string): readonly string[] {
  for (const read of MARKED) {
    const calls = read(text);
    if (calls.length > 0) return calls;
  }
  return [];
}

/** Whether JSON is certainly a call: other JSON may have a `name`, too, and the definition of a tool has `parameters`. */
export const saysArguments = (value: unknown): boolean =>
  isRecord(value) &&
  ('function' in value ||
    'arguments' in value ||
    'args' in value ||
    ('name' in value && 'parameters' in value && !('description' in value)) ||
    value['type'] === 'tool_use');

/** The JSON texts of the calls that stand in marks of one kind. */
type Marked = (text: string) => string[];

const MARKED: readonly Marked[] = [
  // Llama 3, with JSON; Qwen3-Coder, with a tag for each argument.
  (text) =>
    matches(text, /<function=([\w.-]+)>([^]*?)<\/function>/g).map(([name, inner]) =>
      call(name, /<parameter=/.test(inner) ? argumentsInTags(inner) : inner),
    ),
  // Hermes and Qwen.
  (text) => matches(text, /<tool_call>\s*([{[][^]*?)\s*<\/tool_call>/g).map(([json]) => json),
  // Mistral from its third tokenizer on.
  (text) =>
    matches(
      text,
      /\[TOOL_CALLS\]\s*([\w.-]+)(?:\[CALL_ID\]\w*)?\[ARGS\]\s*([^]*?)\s*(?=\[TOOL_CALLS\]|$)/g,
    ).map(([name, json]) => call(name, json)),
  // DeepSeek, with a fence around the arguments or without.
  (text) =>
    matches(
      text,
      /<｜tool▁call▁begin｜>(?:function<｜tool▁sep｜>)?([\w.-]+)(?:<｜tool▁sep｜>|\n)([^]*?)<｜tool▁call▁end｜>/g,
    ).map(([name, json]) => call(name, unfenced(json))),
];

const matches = (text: string, pattern: RegExp): (readonly [string, string])[] =>
  Array.from(text.matchAll(pattern), ([, first = '', second = '']) => [first, second] as const);

const call = (name: string, json: string): string =>
  `{"name":${JSON.stringify(name)},"arguments":${json.trim() === '' ? '{}' : json}}`;

/** What is no JSON is text. */
function argumentsInTags(inner: string): string {
  const pairs = matches(inner, /<parameter=([\w.-]+)>\n?([^]*?)\n?<\/parameter>/g);
  const written = pairs.map(([key, value]) => {
    const isJson = parseExactJson(value) !== undefined;
    return `${JSON.stringify(key)}:${isJson ? value : JSON.stringify(value)}`;
  });
  return `{${written.join(',')}}`;
}
