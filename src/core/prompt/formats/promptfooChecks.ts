/** promptfoo's assertions as checks, or the reason why they are not run. */

import { isRecord, recordOf, textOrNull } from '../../text/narrow.js';
import { patternProblem } from '../../text/pattern.js';
import { SIMILAR_ENOUGH, type Check, type RunCheck } from '../checks/check.js';
import { TemplateError } from '../languages/language.js';
import { jinja } from '../languages/jinja.js';
import type { Case } from '../prompt.js';
import type { Tool } from '../../ports/model.js';

type Values = Readonly<Record<string, unknown>>;

/** An assertion with its templates rendered. */
interface Assertion {
  readonly name: string;
  readonly not: { readonly not?: true };
  readonly value: unknown;
  /** The value as one text, and as a list of texts. */
  readonly text: string;
  readonly list: readonly string[];
  readonly threshold: number | null;
  /** The tools offered to the model. */
  readonly tools: readonly Tool[];
}
/** A string is the reason why it cannot be run. */
type Make = (assertion: Assertion) => RunCheck | string;

const NO_THRESHOLD = 'it has no threshold';
const OTHER_SYNTAX =
  'its expression uses lookahead, lookbehind or backreferences, which RE2 does not support';
const NEEDS_TOOLS = 'the first provider’s configuration has no tools that can be sent';

const words =
  (kind: 'contains' | 'startsWith', matchCase: boolean): Make =>
  ({ name, not, text }) => ({ kind, name, value: text, matchCase, ...not });
const lists =
  (kind: 'containsAll' | 'containsAny', matchCase: boolean): Make =>
  ({ name, not, list }) => ({ kind, name, values: list, matchCase, ...not });
const schemaOf = (value: unknown) => (isRecord(value) ? value : null);
/** A code fence is no JSON there. */
const isJson: Make = ({ name, not, value }) => ({
  kind: 'isJson',
  ...{ name, schema: schemaOf(value), strict: true, ...not },
});
const containsJson: Make = ({ name, not, value }) => ({
  kind: 'containsJson',
  ...{ name, schema: schemaOf(value), ...not },
});

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
  regex: ({ name, not, text }) =>
    isOfJavaScriptAlone(text) ? OTHER_SYNTAX : { kind: 'regex', name, value: text, ...not },
  'is-json': isJson,
  'contains-json': containsJson,
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
  'tool-call-f1': ({ name, not, list, threshold }) => ({
    kind: 'toolNames',
    name,
    values: [...new Set(list.filter((each) => each !== ''))],
    least: threshold ?? 1,
    ...not,
  }),
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

const RUNS_CODE = 'it would run code from the repository';
const BY_MODEL = 'promptfoo grades it by a method of its own';
const NOT_ALLOWED = 'it is graded by a model; enable it with `sensitivity: { judge: true }`';
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
};

/** Converts the assertions of a test; those that cannot run become `notRun` checks with a reason. */
export function checksOf(
  asserts: readonly unknown[],
  given: { inputs: Case['inputs']; config: Values; tools: readonly Tool[] },
): Check[] {
  const { inputs, config } = given;
  return asserts.flatMap((each) => {
    const assertion = referred(each, config);
    const { judge } = recordOf(config['sensitivity']);
    if (assertion['type'] === 'llm-rubric' && judge === true) return [rubricOf(assertion, inputs)];
    if (assertion['type'] !== 'assert-set') return [checkOf(assertion, given)];
    const inner = assertion['assert'];
    return checksOf(Array.isArray(inner) ? inner : [], given);
  });
}

/** Resolves `$ref: '#/a/b'` within the configuration. */
function referred(given: unknown, config: Values): Values {
  const own = recordOf(given);
  const pointer = textOrNull(own['$ref']);
  if (!pointer?.startsWith('#/')) return own;
  const found = pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((at, key) => recordOf(at)[key], config);
  return { ...recordOf(found), ...own };
}

function rubricOf(assertion: Values, inputs: Case['inputs']): Check {
  const name = textOrNull(assertion['metric']) ?? 'llm-rubric';
  try {
    return { kind: 'rubric', name, value: asText(renderedValue(assertion['value'], inputs)) };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { kind: 'notRun', name, reason: error.message };
  }
}

function checkOf(
  assertion: Values,
  { inputs, tools }: { inputs: Case['inputs']; tools: readonly Tool[] },
): Check {
  const written = textOrNull(assertion['type']) ?? '?';
  const negated = written.startsWith('not-');
  const type = negated ? written.slice('not-'.length) : written;
  const metric = textOrNull(assertion['metric']);
  const name = metric ?? written;
  const make = Object.hasOwn(MADE, type) ? MADE[type] : undefined;
  const full = metric === null ? written : `${metric} (${written})`;
  const notRun = (reason: string): Check => ({ kind: 'notRun', name: full, reason });
  if (!make) {
    const family = type.split(':')[0] ?? type;
    return notRun(WHY_NOT[family] ?? 'it needs promptfoo itself');
  }
  try {
    const value = renderedValue(assertion['value'], inputs);
    const text = asText(value);
    const list = Array.isArray(value)
      ? value.map(asText)
      : text.split(',').map((each) => each.trim());
    const threshold = assertion['threshold'];
    const made = make({
      name,
      not: negated ? { not: true } : {},
      value,
      text,
      list,
      threshold: typeof threshold === 'number' ? threshold : null,
      tools,
    });
    return typeof made === 'string' ? notRun(made) : made;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return notRun(error.message);
  }
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

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);

function renderedValue(value: unknown, inputs: Case['inputs']): unknown {
  if (typeof value === 'string') return jinja.read(value, {}).render(inputs);
  return Array.isArray(value) ? value.map((each) => renderedValue(each, inputs)) : value;
}

const NEEDS_NO_VALUE = new Set(['is-json', 'contains-json', 'is-refusal', 'latency', 'cost']);

/** Parses a table's `__expected`: `type: value`, `type(threshold): value`, a type alone, or the whole correct answer. */
export function expectedChecks(written: string): Values {
  const match = /^((?:not-)?[a-z][a-z:-]*)(?:\(([\d.]+)\))?(?:\s*:\s*([\s\S]*))?$/.exec(
    written.trim(),
  );
  const [, named = '', threshold, value] = match ?? [];
  const type =
    named === 'grade' ? 'llm-rubric' : named === 'fn' || named === 'eval' ? 'javascript' : named;
  const plain = type.replace(/^not-/, '');
  const isKnown = Object.hasOwn(MADE, plain) || Object.hasOwn(WHY_NOT, plain.split(':')[0] ?? '');
  const isBare = NEEDS_NO_VALUE.has(plain) || MADE[plain] === validCalls;
  if (!isKnown || (value === undefined && !isBare)) return { type: 'equals', value: written };
  return { type, value, ...(threshold === undefined ? {} : { threshold: Number(threshold) }) };
}

/** The expected answer, if exactly one check contains it in full. */
export function expectedOf(checks: readonly Check[]): string | null {
  const whole = checks.flatMap((check) =>
    (check.kind === 'equals' || check.kind === 'json') && !check.not ? [check.value] : [],
  );
  return whole.length === 1 ? (whole[0] ?? null) : null;
}
