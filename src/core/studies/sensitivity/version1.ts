/** Reports of version 1, which kept sentences instead of codes, as reports of today. */

import { isRecord, recordOf } from '../../text/narrow.js';
import { note, type Note } from '../../text/note.js';
import type { VerdictCode } from './verdict.js';

const CODES: Readonly<Record<string, VerdictCode>> = {
  Stable: 'stable',
  'No movement seen': 'no-movement',
  'One variant differs': 'one-differs',
  'Mildly sensitive': 'mild',
  Sensitive: 'sensitive',
  Fragile: 'fragile',
};

/** The code of a verdict's word in version 1. */
export const codeOfWord = (word: string): VerdictCode => CODES[word] ?? 'inconclusive';

const sentence = (text: unknown): Note[] =>
  typeof text === 'string' && text !== '' ? [note('text', { text })] : [];

/** Its sentences are kept as they were written, in English. */
export function fromVersion1(report: Readonly<Record<string, unknown>>): unknown {
  const { verdict, notes, gates, settled, fewShot, ...rest } = report;
  const old = recordOf(verdict);
  return {
    ...rest,
    version: 2,
    verdict: {
      code: codeOfWord(String(old['word'])),
      params: { text: String(old['sentence'] ?? '') },
      cause: null,
      findings: sentence(old['cause']),
      advice: sentence(old['advice']),
    },
    notes: (Array.isArray(notes) ? notes : []).flatMap(sentence),
    gates: (Array.isArray(gates) ? gates : []).map((gate: unknown) =>
      isRecord(gate) && gate['result'] === 'cannot tell'
        ? { ...gate, result: 'inconclusive' }
        : gate,
    ),
    stoppedEarly: settled ?? null,
    fewShot: fewShot ?? null,
  };
}
