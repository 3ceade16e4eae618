/** Tool calls as text: a JSON list of `{name, arguments}`. */

import { parseExactJson } from './exactJson.js';
import { canonicalJson } from './jsonDiff.js';
import { isRecord } from './narrow.js';
import { saysArguments, writtenCalls } from './writtenCalls.js';

export interface ToolCall {
  readonly name: string;
  /** Values by argument name. */
  readonly args: Readonly<Record<string, unknown>>;
}

/** A call as endpoints send it: `arguments` is JSON text written by the model, possibly invalid. */
export interface SentCall {
  readonly name: string;
  readonly arguments: string;
}

/**
 * The inverse of `readToolCalls`. Text beside the calls goes under `content`; arguments that are not valid JSON stay text.
 */
export function writeToolCalls(calls: readonly SentCall[], content: string): string {
  const written = calls.map(({ name, arguments: args }) => ({
    name,
    arguments: args.trim() === '' ? {} : readArguments(args),
  }));
  return JSON.stringify(content.trim() === '' ? written : { content, tool_calls: written });
}

/** Some servers write the JSON of the arguments as JSON once more. */
function readArguments(args: string): unknown {
  const value = parseExactJson(args);
  if (value === null) return {};
  return typeof value === 'string' ? (parseExactJson(value) ?? value) : (value ?? args);
}

/**
 * Reads calls from JSON, one or a list: `{name, arguments}`, or `{function: {name, arguments}}` as in the OpenAI protocol,
 * with arguments as an object or as JSON text. Null for any other text.
 */
export function readToolCalls(text: string): ToolCall[] | null {
  const calls = callsIn(writtenCalls(text).json).map(readCall);
  return calls.every((call) => call !== null) ? calls : null;
}

/** Whether a text is certainly calls: each has `arguments`, because other JSON may have a `name`, too. */
export const isToolCalls = (text: string): boolean =>
  looksLikeCalls(text) && readToolCalls(text) !== null;

/** The calls of an answer: empty for prose, null when its calls cannot be read. */
export const callsMade = (text: string): ToolCall[] | null =>
  readToolCalls(text) ?? (looksLikeCalls(text) ? null : []);

function looksLikeCalls(text: string): boolean {
  const { json, isMarked } = writtenCalls(text);
  if (isMarked) return true;
  if (!/^\s*[{[]/.test(json)) return false;
  const written = callsIn(json);
  return written.length > 0 && written.every(saysArguments);
}

/** The text beside an answer's calls; empty if there is none. */
export function contentBeside(text: string): string {
  const value = parseExactJson(text);
  const content = isRecord(value) && 'tool_calls' in value ? value['content'] : null;
  return typeof content === 'string' ? content : '';
}

function callsIn(json: string): unknown[] {
  const value = parseExactJson(json);
  const written = isRecord(value) && 'tool_calls' in value ? value['tool_calls'] : value;
  return Array.isArray(written) ? (written as unknown[]) : [written];
}

function readCall(value: unknown): ToolCall | null {
  if (!isRecord(value)) return null;
  const inner = isRecord(value['function']) ? value['function'] : value;
  const { name } = inner;
  const given = argumentsOf(inner) ?? {};
  const args = typeof given === 'string' ? parseExactJson(given) : given;
  return typeof name === 'string' && isRecord(args) ? { name, args } : null;
}

/** Under the names that protocols and families of models have for them. */
const argumentsOf = (call: Readonly<Record<string, unknown>>): unknown =>
  call['arguments'] ??
  call['args'] ??
  (call['type'] === 'tool_use' ? call['input'] : call['parameters']);

/** The defaults a tool's schema declares for its arguments, by tool and by argument. */
export type CallDefaults = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** Removes arguments equal to the default their schema declares. */
export const withoutDefaults = ({ name, args }: ToolCall, defaults: CallDefaults): ToolCall => {
  const own = defaults.get(name) ?? {};
  const said = Object.entries(args).filter(
    ([key, value]) => !Object.hasOwn(own, key) || canonical(value) !== canonical(own[key]),
  );
  return { name, args: Object.fromEntries(said) };
};

/** A canonical text: equal for the same calls, whatever the order of calls and arguments. */
export function canonicalCalls(calls: readonly ToolCall[], defaults: CallDefaults): string {
  const written = calls.map((call) => {
    const { name, args } = withoutDefaults(call, defaults);
    return `{"name":${JSON.stringify(name)},"arguments":${canonical(args)}}`;
  });
  return `[${written.sort().join(',')}]`;
}

/** JSON with sorted keys and normalized numbers. */
export const canonical = (value: unknown) => canonicalJson(JSON.stringify(value));
