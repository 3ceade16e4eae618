/** Retrieved passages of a case: `contexts: [{id, text}]` and `relevant: [id]`. */

import { isRecord } from '../../text/narrow.js';
import { parseJson } from '../../text/jsonDiff.js';
import type { Case, Passage } from '../prompt.js';

export const CONTEXTS = 'contexts';
export const RELEVANT = 'relevant';

/** A list of texts or of `{id, text}`, or that list as JSON, as a table holds it; null for anything else. */
export function passagesIn(value: unknown): Passage[] | null {
  const list = typeof value === 'string' ? parseJson(value) : value;
  if (!Array.isArray(list) || list.length === 0) return null;
  const passages = list.map((each: unknown, at): Passage | null => {
    if (typeof each === 'string') return { id: String(at + 1), text: each };
    if (!isRecord(each) || typeof each['text'] !== 'string') return null;
    return { id: String(each['id'] ?? at + 1), text: each['text'] };
  });
  return passages.every((each) => each !== null) ? passages : null;
}

/** Each id that is not the only one of its kind, once. */
export function repeatedIds(passages: readonly Passage[]): string[] {
  const ids = passages.map(({ id }) => id);
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
}

/** Ids as a list, or separated by commas. */
export function idsIn(value: unknown): string[] | null {
  if (Array.isArray(value)) return value.map(String);
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const list = parseJson(String(value));
  if (Array.isArray(list)) return list.map(String);
  return String(value)
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
}

/** One a paragraph, with its id. */
export const passagesText = (passages: readonly Passage[]): string =>
  passages.map(({ id, text }) => `[${id}] ${text.trim()}`).join('\n\n');

/** The case with other passages: its variable `contexts` follows. */
export const withPassages = (of: Case, contexts: readonly Passage[]): Case => ({
  ...of,
  contexts,
  inputs: { ...of.inputs, [CONTEXTS]: passagesText(contexts) },
});
