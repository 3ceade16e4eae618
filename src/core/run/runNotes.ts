/** What a reader of any result should know about its calls. */

import { note, type Note } from '../text/note.js';
import { completedOf } from './accounting.js';
import type { ModelVersion } from './modelVersions.js';
import type { Outcome } from './outcome.js';

/** Above this share of failed calls, what is left may not be representative. */
const MAX_FAILED = 0.05;

/** `failed-calls`: how many of how many; only where it is more than one in twenty. */
export function failureNotes(outcomes: readonly Outcome[]): Note[] {
  const tried = outcomes.filter(({ status }) => status !== 'skipped').length;
  const failed = outcomes.filter(({ status }) => status === 'failed').length;
  return failed <= tried * MAX_FAILED ? [] : [note('failed-calls', { failed, tried })];
}

/** `estimated-usage`, where the endpoint reports none. */
export const usageNotes = (outcomes: readonly Outcome[]): Note[] =>
  completedOf(outcomes).some(({ usage }) => usage?.estimated) ? [note('estimated-usage')] : [];

/** `model-changed`, with the answers of each version, where there are several. */
export function versionNotes(versions: readonly ModelVersion[]): Note[] {
  const [main, ...others] = versions;
  if (!main || others.length === 0) return [];
  return [
    note('model-changed', {
      counted: main.version,
      versions: versions.map(({ version, answers }) => [version, answers] as const),
    }),
  ];
}
