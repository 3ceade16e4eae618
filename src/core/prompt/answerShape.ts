/** The shape of a prompt's answers: one of a set of labels, a JSON value, tool calls, or free text. */

import { isToolCalls, type CallDefaults } from '../text/toolCalls.js';
import type { Prompt } from './prompt.js';
import { defaultsOf } from './tools.js';
import { parseJson } from '../text/jsonDiff.js';

export type AnswerShape =
  /** `path`: the property of a JSON answer that holds the label; null when the whole answer is the label. */
  | { readonly kind: 'label'; readonly labels: readonly string[]; readonly path: string | null }
  | { readonly kind: 'json' }
  | { readonly kind: 'toolCalls'; readonly defaults: CallDefaults }
  | { readonly kind: 'text' };

const MAX_LABELS = 12;
const LONGEST_LABEL = 40;

/**
 * Expected answers that are calls determine the shape. A schema with a single enumerated property names its labels. Without
 * one, expected answers count as labels if they are few, short, and occur twice on average. Any other prompt
 * with tools is answered with calls, or in prose if it calls nothing.
 */
export function answerShapeOf(prompt: Pick<Prompt, 'parameters' | 'cases' | 'tools'>): AnswerShape {
  const offered = prompt.tools.length > 0;
  const calls: AnswerShape = { kind: 'toolCalls', defaults: defaultsOf(prompt.tools) };
  if (expectedTexts(prompt).some((text) => isToolCalls(text) || (offered && isNoCall(text))))
    return calls;
  const fromSchema = schemaLabels(prompt.parameters.jsonSchema?.schema);
  if (fromSchema) return fromSchema;
  const expected = expectedTexts(prompt);
  const json = prompt.parameters.responseFormat?.startsWith('json') ?? false;
  if (json || (expected.length > 0 && expected.every(isJsonContainer))) return { kind: 'json' };
  const labels = [
    ...new Map(expected.map((text) => [text.trim().toLowerCase(), text.trim()])).values(),
  ];
  const few = labels.length >= 2 && labels.length <= MAX_LABELS;
  const repeated = expected.length >= 2 * labels.length;
  const short = labels.every(
    (text) => text.length <= LONGEST_LABEL && text.split(/\s+/).length <= 3,
  );
  if (few && repeated && short) return { kind: 'label', labels, path: null };
  return offered ? calls : { kind: 'text' };
}

/** An empty list: no call is expected. */
const isNoCall = (text: string) => /^\s*\[\s*\]\s*$/.test(text);

const expectedTexts = ({ cases }: Pick<Prompt, 'cases'>) =>
  cases.flatMap(({ expected }) => (expected === null ? [] : [expected]));

/** The label words of a prompt; empty if it has none. */
export function labelsOf(
  prompt: Pick<Prompt, 'parameters' | 'cases' | 'tools'>,
): readonly string[] {
  const shape = answerShapeOf(prompt);
  return shape.kind === 'label' ? shape.labels : [];
}

function schemaLabels(schema: unknown): AnswerShape | null {
  const properties = (schema as { properties?: Record<string, { enum?: unknown }> } | undefined)
    ?.properties;
  const enumerated = Object.entries(properties ?? {}).filter(([, property]) =>
    isTextList(property?.enum),
  );
  const [only] = enumerated;
  if (!only || enumerated.length > 1) return null;
  return { kind: 'label', labels: only[1].enum as string[], path: only[0] };
}

const isTextList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 1 && value.every((item) => typeof item === 'string');

function isJsonContainer(text: string): boolean {
  return /^\s*[{[]/.test(text) && typeof parseJson(text) === 'object';
}
