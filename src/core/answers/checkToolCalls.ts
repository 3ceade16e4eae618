/** Checks on the tools an answer calls (METRICS 9.9). */

import type { RunCheck } from '../prompt/checks/check.js';
import { defaultsOf } from '../prompt/tools.js';
import { type Tool } from '../ports/model.js';
import { compareCalls } from '../text/compareCalls.js';
import { callsMade, isToolCalls, readToolCalls } from '../text/toolCalls.js';
import { fits } from './jsonSchema.js';

type Expected = Omit<Extract<RunCheck, { readonly kind: 'toolCalls' }>, 'kind' | 'name' | 'not'>;

/** Whether an answer calls what is expected; null where what is expected are no calls. */
export function callsMatch(
  text: string,
  { value, match, least }: Expected,
  tools: readonly Tool[],
): boolean | null {
  const expected = readToolCalls(value);
  if (expected === null) return null;
  const calls = callsMade(text);
  if (calls === null) return false;
  const found = compareCalls(calls, expected, defaultsOf(tools));
  return match === 'f1' ? found.f1 >= least : found[match];
}

/** The same for an expected answer, in any order, which says nothing unless a check asks for it; null where it is no calls. */
export function expectedCallsMatch(
  text: string,
  expected: string,
  tools: readonly Tool[],
): boolean | null {
  const isNone = tools.length > 0 && readToolCalls(expected)?.length === 0;
  if (!isNone && !isToolCalls(expected)) return null;
  return callsMatch(text, { value: expected, match: 'unordered', least: 1 }, tools);
}

/** Whether every call it makes is of a tool that is there and takes such arguments; also where it makes none. */
export function areValidCalls(text: string, tools: readonly Tool[]): boolean {
  const calls = callsMade(text);
  if (calls === null) return false;
  const isValid = calls.map(({ name, args }) => {
    const tool = tools.find((each) => each.name === name);
    return tool !== undefined && fits(args, tool.parameters);
  });
  return isValid.every(Boolean);
}
