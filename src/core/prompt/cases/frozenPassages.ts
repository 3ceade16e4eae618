/** What a retriever answered once, kept beside the prompt: `{version: 1, retrieved: {question: [{id, text}]}}`. */

import { parseJson } from '../../text/jsonDiff.js';
import { isRecord } from '../../text/narrow.js';
import type { Case, Passage } from '../prompt.js';
import { TOP, type Reading } from '../reading.js';
import { CONTEXTS, passagesIn } from './passages.js';

/** From the workspace root. */
export const frozenPassagesFile = (prompt: string) => `.plumbline/contexts/${prompt}.json`;

/** What a retriever is asked for a case: its inputs but for the passages, one a line. */
export const retrievalQuestion = (inputs: Case['inputs']): string =>
  Object.entries(inputs)
    .filter(([name]) => name !== CONTEXTS)
    .map(([, value]) => value)
    .join('\n');

/** By question; empty where nothing is kept. */
export function frozenPassages(reading: Reading): ReadonlyMap<string, readonly Passage[]> {
  const path = frozenPassagesFile(reading.path);
  const text = reading.around.file(path);
  if (text === null) return new Map();
  const kept = parseJson(text);
  const retrieved = isRecord(kept) && kept['version'] === 1 ? kept['retrieved'] : null;
  if (!isRecord(retrieved)) {
    reading.warning(TOP, `${path} holds no retrieved passages.`);
    return new Map();
  }
  return new Map(
    Object.entries(retrieved).flatMap(([question, list]) => {
      const passages = passagesIn(list);
      return passages ? [[question, passages] as const] : [];
    }),
  );
}
