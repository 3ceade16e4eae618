/** Narrowing of values that came from a file. */

import { isExactNumber } from './exactJson.js';

/** Whether the value is an object that is not an array. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value);

/** The value if it is a plain object, otherwise an empty one. */
export const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  isRecord(value) ? value : {};

/** The value if it is a string, otherwise null. */
export const textOrNull = (value: unknown): string | null =>
  typeof value === 'string' ? value : null;

/** Values as strings for a template; null and absent ones are left out. */
export function textsOf(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}
