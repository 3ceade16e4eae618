/** Whether two answers call the same tools with the same arguments. */

import { canonicalJson, parseJson } from './jsonDiff.js';
import { isRecord } from './record.js';

export interface ToolCall {
  readonly name: string;
  /** Values by argument name. */
  readonly args: Readonly<Record<string, unknown>>;
}

/**
 * The calls written in a text as JSON, one or a list: `{name, arguments}` or as the OpenAI protocol has them,
 * `{function: {name, arguments}}`, arguments as an object or as JSON text. Null where the text is none of that.
 */
export function readToolCalls(text: string): ToolCall[] | null {
  const value = parseJson(text);
  const written = isRecord(value) && 'tool_calls' in value ? value['tool_calls'] : value;
  const calls = (Array.isArray(written) ? written : [written]).map(readCall);
  return calls.every((call) => call !== null) ? calls : null;
}

function readCall(value: unknown): ToolCall | null {
  if (!isRecord(value)) return null;
  const inner = isRecord(value['function']) ? value['function'] : value;
  const { name } = inner;
  const given = inner['arguments'] ?? inner['args'] ?? {};
  const args = typeof given === 'string' ? parseJson(given) : given;
  return typeof name === 'string' && isRecord(args) ? { name, args } : null;
}

export type CallLevel = 'none' | 'nameOnly' | 'nameAndKeys' | 'exact';

/** What two calls have in common. Arguments that hold the default a schema declares count as left out. */
export function callLevel(
  a: ToolCall,
  b: ToolCall,
  defaults: Readonly<Record<string, unknown>> = {},
): CallLevel {
  if (a.name !== b.name) return 'none';
  const [first, second] = [withoutDefaults(a.args, defaults), withoutDefaults(b.args, defaults)];
  if (canonical(first) === canonical(second)) return 'exact';
  const keys = (args: object) => Object.keys(args).sort().join('\n');
  return keys(first) === keys(second) ? 'nameAndKeys' : 'nameOnly';
}

const canonical = (value: unknown) => canonicalJson(JSON.stringify(value));

function withoutDefaults(
  args: ToolCall['args'],
  defaults: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).filter(
      ([key, value]) =>
        !Object.hasOwn(defaults, key) || canonical(value) !== canonical(defaults[key]),
    ),
  );
}

export interface CallsMatch {
  /** The same calls in the same order. */
  readonly strict: boolean;
  /** The same calls in any order, repeated ones as often. */
  readonly unordered: boolean;
  /** Every call of the first is one of the second, and the other way round. */
  readonly subset: boolean;
  readonly superset: boolean;
  /** F1 over the calls, and over their names alone, in [0,1]; 1 when neither side calls anything. */
  readonly f1: number;
  readonly nameF1: number;
}

export function compareCalls(a: readonly ToolCall[], b: readonly ToolCall[]): CallsMatch {
  const write = ({ name, args }: ToolCall) => `${name}${canonical(args)}`;
  const [first, second] = [a.map(write), b.map(write)];
  const shared = sharedCount(first, second);
  return {
    strict: first.length === second.length && first.every((call, at) => call === second[at]),
    unordered: shared === first.length && shared === second.length,
    subset: shared === first.length,
    superset: shared === second.length,
    f1: multisetF1(first, second),
    nameF1: multisetF1(
      a.map(({ name }) => name),
      b.map(({ name }) => name),
    ),
  };
}

/** Harmonic mean of precision and recall over multisets; 1 when both are empty, 0 when one is. */
export function multisetF1(a: readonly string[], b: readonly string[]): number {
  const all = a.length + b.length;
  return all === 0 ? 1 : (2 * sharedCount(a, b)) / all;
}

function sharedCount(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>();
  for (const each of a) left.set(each, (left.get(each) ?? 0) + 1);
  let shared = 0;
  for (const each of b) {
    const times = left.get(each) ?? 0;
    if (times > 0) shared += 1;
    left.set(each, times - 1);
  }
  return shared;
}
