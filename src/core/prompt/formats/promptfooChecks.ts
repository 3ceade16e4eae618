/** promptfoo's types of assertions as kinds of checks, or the reason why they are not run. */

import { isRecord, recordOf } from '../../text/narrow.js';
import { patternProblem } from '../../text/pattern.js';
import { SIMILAR_ENOUGH, type RunCheck } from '../checks/check.js';
import type { Tool } from '../../ports/model.js';
import { readYaml } from '../yaml/yamlSource.js';
import { commaSeparated } from './commaSeparated.js';
import { RUNS_CODE } from './promptfooConfig.js';

/** An assertion with its templates rendered. */
interface Assertion {
  readonly name: string;
  readonly not: { readonly not?: true };
  readonly value: unknown;
  /** The value as one text. */
  readonly text: string;
  readonly threshold: number | null;
  /** The tools offered to the model. */
  readonly tools: readonly Tool[];
}
/** A string is the reason why it cannot be run. */
type Make = (assertion: Assertion) => RunCheck | string;

const NO_THRESHOLD = 'it has no threshold';
const BAD_LIST = 'a quotation mark in its list is not closed, or has text after it';
const NO_SCHEMA = 'its schema cannot be read';
const OTHER_SYNTAX =
  'its expression uses lookahead, lookbehind or backreferences, which RE2 does not support';
const NEEDS_TOOLS = 'the first provider’s configuration has no tools that can be sent';

const words =
  (kind: 'contains' | 'startsWith' | 'endsWith', matchCase: boolean): Make =>
  ({ name, not, text }) => ({ kind, name, value: text, matchCase, ...not });
const lists =
  (kind: 'containsAll' | 'containsAny', matchCase: boolean): Make =>
  ({ name, not, value }) => {
    const values = listIn(value);
    return values === null ? BAD_LIST : { kind, name, values, matchCase, ...not };
  };
/** A list, or a text with commas; null if that cannot be split. */
const listIn = (value: unknown): readonly string[] | null =>
  Array.isArray(value) ? value.map(asText) : commaSeparated(asText(value));
/** JSON of any schema, or of the one that `value` is, also as text. In `is-json`, a code fence is not JSON. */
const json =
  (kind: 'isJson' | 'containsJson'): Make =>
  ({ name, not, value }) => {
    const schema = schemaOf(value);
    if (schema === undefined) return NO_SCHEMA;
    return kind === 'isJson'
      ? { kind, name, schema, strict: true, ...not }
      : { kind, name, schema, ...not };
  };

/** Null takes any JSON; undefined if the value is not a schema. */
function schemaOf(value: unknown): unknown {
  const written = typeof value === 'string' ? readYaml(value) : null;
  const schema = written === null ? value : written.problems.length > 0 ? undefined : written.value;
  if (value === undefined || value === null || value === '' || schema === true) return null;
  if (schema === false) return { not: {} };
  return isRecord(schema) ? schema : undefined;
}

const limit =
  (kind: 'latency' | 'cost' | 'perplexity'): Make =>
  ({ name, not, threshold }) =>
    threshold === null ? NO_THRESHOLD : { kind, name, most: threshold, ...not };

/** Similarity to one of several texts. */
const similar: Make = ({ name, not, value, text, threshold }) => ({
  kind: 'similar',
  name,
  values: Array.isArray(value) ? value.map(asText) : [text],
  least: threshold ?? SIMILAR_ENOUGH,
  ...not,
});

/** Validates the calls; needs the tools to look them up in. */
const validCalls: Make = ({ name, not, tools }) =>
  tools.length === 0 ? NEEDS_TOOLS : { kind: 'validToolCalls', name, ...not };

const MADE: Readonly<Record<string, Make>> = {
  equals: ({ name, not, value, text }) => ({
    kind: typeof value === 'object' && value !== null ? 'json' : 'equals',
    name,
    value: text,
    ...not,
  }),
  contains: words('contains', true),
  icontains: words('contains', false),
  'contains-all': lists('containsAll', true),
  'icontains-all': lists('containsAll', false),
  'contains-any': lists('containsAny', true),
  'icontains-any': lists('containsAny', false),
  'starts-with': words('startsWith', true),
  'ends-with': words('endsWith', true),
  regex: ({ name, not, text }) =>
    isOfJavaScriptAlone(text) ? OTHER_SYNTAX : { kind: 'regex', name, value: text, ...not },
  'is-json': json('isJson'),
  'contains-json': json('containsJson'),
  levenshtein: ({ name, not, text, threshold }) => ({
    kind: 'levenshtein',
    name,
    value: text,
    most: threshold ?? 5,
    ...not,
  }),
  latency: limit('latency'),
  cost: limit('cost'),
  perplexity: limit('perplexity'),
  // The score is 1 / (1 + perplexity).
  'perplexity-score': ({ name, not, threshold }) =>
    threshold === null || threshold <= 0
      ? NO_THRESHOLD
      : { kind: 'perplexity', name, most: 1 / threshold - 1, ...not },
  'finish-reason': ({ name, not, text }) => ({ kind: 'finishReason', name, value: text, ...not }),
  'is-refusal': ({ name, not }) => ({ kind: 'refusal', name, ...not }),
  'tool-call-f1': ({ name, not, value, threshold }) => {
    const values = listIn(value);
    if (values === null) return BAD_LIST;
    return { kind: 'toolNames', name, values: [...new Set(values)], least: threshold ?? 1, ...not };
  },
  'is-valid-function-call': validCalls,
  'is-valid-openai-function-call': validCalls,
  'is-valid-openai-tools-call': validCalls,
  similar,
  'similar:cosine': similar,
  'word-count': ({ name, not, value }) => {
    const { min, max } = recordOf(value);
    const exact = isRecord(value) ? null : Number(value);
    const most = exact ?? (typeof max === 'number' ? max : null);
    return {
      kind: 'wordCount',
      name,
      least: exact ?? (typeof min === 'number' ? min : 0),
      most,
      ...not,
    };
  },
};

const BY_MODEL = 'promptfoo grades it by a method of its own';
const NOT_ALLOWED = 'it is graded by a model; enable it with `sensitivity: { judge: true }`';
const NEEDS_PROMPTFOO = 'it needs promptfoo itself';
const OTHER_FORMULA = 'libraries compute it differently, so the limit would not apply';
const WHY_NOT: Readonly<Record<string, string>> = {
  javascript: RUNS_CODE,
  python: RUNS_CODE,
  ruby: RUNS_CODE,
  webhook: 'it would send the answer to another service',
  similar: 'it compares embeddings by something other than cosine',
  'llm-rubric': NOT_ALLOWED,
  'g-eval': BY_MODEL,
  factuality: BY_MODEL,
  'model-graded-closedqa': BY_MODEL,
  'model-graded-factuality': BY_MODEL,
  'answer-relevance': BY_MODEL,
  'agent-rubric': BY_MODEL,
  'search-rubric': BY_MODEL,
  bleu: OTHER_FORMULA,
  gleu: OTHER_FORMULA,
  meteor: OTHER_FORMULA,
  'rouge-n': OTHER_FORMULA,
  ...Object.fromEntries(
    [
      ...['classifier', 'contains-html', 'contains-sql', 'contains-xml'],
      ...['context-faithfulness', 'context-recall', 'context-relevance', 'guardrails', 'human'],
      ...['conversation-relevance', 'is-html', 'is-sql', 'is-xml', 'max-score', 'moderation', 'pi'],
      ...['select-best', 'skill-used', 'trace', 'trajectory', 'promptfoo'],
    ].map((type) => [type, NEEDS_PROMPTFOO]),
  ),
};

/** An assertion as written: its type without `not-`, and its parts with templates filled in. */
export interface WrittenCheck extends Omit<Assertion, 'not' | 'text'> {
  readonly type: string;
  readonly isNegated: boolean;
}

/** Types that compare with their `threshold`. */
export const WITH_THRESHOLD: ReadonlySet<string> = new Set([
  ...['latency', 'cost', 'perplexity', 'perplexity-score', 'levenshtein', 'tool-call-f1'],
  ...['similar', 'similar:cosine', 'llm-rubric', 'assert-set'],
]);

/** Whether promptfoo has such an assertion, run here or not. */
export const isAssertionType = (type: string): boolean =>
  Object.hasOwn(MADE, type) || Object.hasOwn(WHY_NOT, familyOf(type));

/** Whether the type says all that is checked. */
export const needsNoValue = (type: string): boolean =>
  NEEDS_NO_VALUE.has(type) || MADE[type] === validCalls;

const familyOf = (type: string) => type.split(':')[0] ?? type;

/** The check that an assertion stands for; a string is the reason why it is not run. */
export function madeCheck({ type, isNegated, value, ...rest }: WrittenCheck): RunCheck | string {
  const make = Object.hasOwn(MADE, type) ? MADE[type] : undefined;
  if (!make) return WHY_NOT[familyOf(type)] ?? NEEDS_PROMPTFOO;
  const text = asText(value);
  return make({ ...rest, not: isNegated ? { not: true } : {}, value, text });
}

/** promptfoo's expressions may use lookaround and backreferences, which RE2 does not support. */
function isOfJavaScriptAlone(pattern: string): boolean {
  if (patternProblem(pattern) === null) return false;
  try {
    return new RegExp(pattern).source !== '';
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** A value as the text it is compared with. */
export const asText = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);

const NEEDS_NO_VALUE = new Set(['is-json', 'contains-json', 'is-refusal', 'latency', 'cost']);
