/** Why an answer fails a check that looks into it: the first thing that is wrong. */

import type { Tool } from '../ports/model.js';
import type { RunCheck } from '../prompt/checks/check.js';
import { defaultsOf } from '../prompt/tools.js';
import { callKeys } from '../text/compareCalls.js';
import { parseExactJson } from '../text/exactJson.js';
import { findJson } from '../text/findJson.js';
import { canonicalValue, diffJson } from '../text/jsonDiff.js';
import { note, type Note } from '../text/note.js';
import { callsMade, readToolCalls, type ToolCall } from '../text/toolCalls.js';
import { schemaProblem } from './jsonSchema.js';

export const FAILURE_CODES = [
  'no-json',
  'not-only-json',
  'other-value',
  'breaks-schema',
  'unreadable-calls',
  'unknown-tool',
  'bad-arguments',
  'no-call',
  'missing-call',
  'other-argument',
  'further-call',
] as const;
export type FailureNote = Note<(typeof FAILURE_CODES)[number]>;

/** Null where the check's own words say all, or it fails because it must not hold. */
export function whyFailed(
  text: string,
  check: RunCheck,
  tools: readonly Tool[],
): FailureNote | null {
  if (check.not) return null;
  switch (check.kind) {
    case 'json':
      return otherJson(text, check.value, check);
    case 'isJson':
      return brokenSchema(text, check);
    case 'validToolCalls':
      return invalidCall(text, tools);
    case 'toolCalls':
      return otherCalls(text, check.value, tools);
    default:
      return null;
  }
}

function otherJson(
  text: string,
  wanted: string,
  { lenient = false }: { lenient?: boolean },
): FailureNote | null {
  const found = findJson(text, { lenient });
  if (!found) return note('no-json');
  const differences = diffJson(parseExactJson(wanted), found.value).filter(
    ({ kind }) => kind !== 'same',
  );
  const [first] = differences;
  if (!first) return null;
  return note('other-value', {
    path: first.path,
    expected: written(first.before),
    found: written(first.after),
    more: differences.length - 1,
  });
}

/** As JSON; null for what is not there. */
const written = (value: unknown): string | null =>
  value === undefined ? null : canonicalValue(value);

function brokenSchema(
  text: string,
  {
    schema,
    strict = false,
    lenient = false,
  }: { schema: unknown; strict?: boolean | undefined; lenient?: boolean | undefined },
): FailureNote | null {
  const found = findJson(text, { lenient });
  if (!found) return note('no-json');
  if (strict && !found.isWhole) return note('not-only-json');
  const problem = schemaProblem(found.value, schema);
  return problem === null ? null : note('breaks-schema', { problem });
}

function invalidCall(text: string, tools: readonly Tool[]): FailureNote | null {
  const calls = callsMade(text);
  if (calls === null) return note('unreadable-calls');
  for (const { name, args } of calls) {
    const tool = tools.find((each) => each.name === name);
    if (!tool) return note('unknown-tool', { tool: name });
    const problem = schemaProblem(args, tool.parameters);
    if (problem !== null) return note('bad-arguments', { tool: name, problem });
  }
  return null;
}

function otherCalls(text: string, wanted: string, tools: readonly Tool[]): FailureNote | null {
  const [calls, expected] = [callsMade(text), readToolCalls(wanted) ?? []];
  if (calls === null) return note('unreadable-calls');
  if (calls.length === 0 && expected.length > 0) return note('no-call');
  const defaults = defaultsOf(tools);
  const missing = firstWithout(expected, calls, defaults);
  if (missing)
    return otherArgument(missing, calls) ?? note('missing-call', { call: callText(missing) });
  const further = firstWithout(calls, expected, defaults);
  return further && note('further-call', { call: callText(further) });
}

/** The first call of one list that the other does not have, or not as often. */
function firstWithout(
  calls: readonly ToolCall[],
  others: readonly ToolCall[],
  defaults: ReturnType<typeof defaultsOf>,
): ToolCall | null {
  const left = callKeys(others, defaults);
  const keys = callKeys(calls, defaults);
  const at = keys.findIndex((key) => {
    const found = left.indexOf(key);
    if (found < 0) return true;
    left.splice(found, 1);
    return false;
  });
  return calls[at] ?? null;
}

/** Of the only call of that tool: the first argument that is another. Null where there are several, or none. */
function otherArgument(wanted: ToolCall, calls: readonly ToolCall[]): FailureNote | null {
  const same = calls.filter(({ name }) => name === wanted.name);
  const [made] = same;
  if (!made || same.length > 1) return null;
  const [first, ...others] = diffJson(wanted.args, made.args).filter(({ kind }) => kind !== 'same');
  if (!first) return null;
  return note('other-argument', {
    ...{ tool: wanted.name, path: first.path, more: others.length },
    ...{ expected: written(first.before), found: written(first.after) },
  });
}

const callText = ({ name, args }: ToolCall): string => `${name}(${canonicalValue(args)})`;
