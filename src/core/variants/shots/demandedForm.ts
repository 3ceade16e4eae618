/**
 * The form in which an example must answer: as the prompt demands. An example that answered `bug` where `{"label": "bug"}`
 * is demanded would contradict the prompt, and the comparison would measure the contradiction.
 */

import { answerShapeOf } from '../../prompt/answerShape.js';
import type { Prompt } from '../../prompt/prompt.js';
import { parseJson } from '../../text/jsonDiff.js';
import { isRecord } from '../../text/narrow.js';
import { jsonBlocks } from '../protectedSpans.js';

/** An expected answer in the demanded form; null if that form is not known well enough to write it. */
export type InForm = (expected: string) => string | null;

const asItIs: InForm = (expected) => expected;
const isJsonText = (text: string) => /^\s*[{[]/.test(text) && parseJson(text) !== undefined;

const ASKS_FOR_JSON =
  /\b(?:answer|reply|respond|return|output|write|give|produce|generate)\b[^.\n]*\bJSON\b/i;

/**
 * Expected answers that are JSON stay as they are. Others are put into the only property of the schema, or of an object
 * the prompt shows; at the path by which the answer is read, if there is one.
 */
export function demandedFormOf(prompt: Prompt): InForm {
  const shape = answerShapeOf(prompt);
  if (shape.kind === 'toolCalls') return asItIs;
  const path = prompt.settings.extract?.json ?? (shape.kind === 'label' ? shape.path : null);
  const schema = prompt.parameters.jsonSchema?.schema;
  const expected = [...prompt.examples, ...prompt.cases].map((each) => each.expected ?? '');
  const keys =
    schema === undefined ? shownKeys(prompt, { path, expected }) : onlyProperties(schema);
  const isDemanded =
    path !== null ||
    keys !== null ||
    (prompt.parameters.responseFormat?.startsWith('json') ?? false) ||
    instructionsOf(prompt).some((text) => ASKS_FOR_JSON.test(text));
  if (!isDemanded) return asItIs;
  const fits = keys !== null && (path === null || keys.join('.') === path.replace(/^\$\.?/, ''));
  return (text) => {
    if (isJsonText(text)) return text;
    return fits ? nested(keys, JSON.stringify(text)) : null;
  };
}

const nested = (keys: readonly string[], value: string): string =>
  keys.reduceRight((inner, key) => `{${JSON.stringify(key)}: ${inner}}`, value);

const instructionsOf = ({ messages }: Prompt) =>
  messages.flatMap(({ role, content }) => (role === 'assistant' ? [] : [content]));

/** The keys down to the text, if a schema has one property at each level; null if it has more, or none. */
function onlyProperties(schema: unknown): string[] | null {
  if (!isRecord(schema) || !isRecord(schema['properties'])) return null;
  const [first, ...others] = Object.entries(schema['properties']);
  if (!first || others.length > 0) return null;
  const [key, property] = first;
  if (isRecord(property) && property['type'] === 'object') {
    const below = onlyProperties(property);
    return below && [key, ...below];
  }
  const isText = isRecord(property) && (property['type'] ?? 'string') === 'string';
  return isText ? [key] : null;
}

/** The keys of an object the prompt shows that holds nothing but an expected answer, or whatever the path leads to. */
function shownKeys(
  prompt: Prompt,
  { path, expected }: { path: string | null; expected: readonly string[] },
): string[] | null {
  const known = new Set(expected.map((text) => text.trim().toLowerCase()));
  for (const text of instructionsOf(prompt)) {
    for (const { start, end } of jsonBlocks(text)) {
      const found = onlyText(parseJson(text.slice(start, end)));
      if (found && (path !== null || known.has(found.text.trim().toLowerCase()))) return found.keys;
    }
  }
  return null;
}

function onlyText(value: unknown): { keys: string[]; text: string } | null {
  if (typeof value === 'string') return { keys: [], text: value };
  if (!isRecord(value)) return null;
  const [first, ...others] = Object.entries(value);
  const below = first && others.length === 0 ? onlyText(first[1]) : null;
  return below && { keys: [(first as [string, unknown])[0], ...below.keys], text: below.text };
}
