/** The calls that lead to a case's answer: `trajectory: [{name, arguments}]`, in their order. */

import { isRecord } from '../../text/narrow.js';
import { parseExactJson } from '../../text/exactJson.js';
import { readToolCalls, type ToolCall } from '../../text/toolCalls.js';

export const TRAJECTORY = 'trajectory';

/** A list of `{name, arguments}`, or that list as JSON, as a table holds it; null for anything else. An empty list: no call is needed. */
export function trajectoryIn(value: unknown): ToolCall[] | null {
  const list = typeof value === 'string' ? parseExactJson(value) : value;
  if (!Array.isArray(list) || !list.every(isRecord)) return null;
  return list.length === 0 ? [] : readToolCalls(JSON.stringify(list));
}
