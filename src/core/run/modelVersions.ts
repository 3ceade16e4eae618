/**
 * A model that changes in the middle of a run looks like noise, or like an effect of the wording. So the numbers are computed
 * inside one version: the one that answered most (METRICS 12.2).
 */

import { trialKey, type TrialAddress } from '../plan/trial.js';
import type { Outcome } from './outcome.js';

export interface ModelVersion {
  readonly version: string;
  readonly answers: number;
  /** Whether the numbers cover its answers. */
  readonly counted: boolean;
}

/** Most answers first; of equally many, the one met first. Answers that name no version are not counted. */
export function versionsOf(outcomes: readonly Outcome[]): ModelVersion[] {
  const answers = new Map<string, number>();
  for (const outcome of outcomes) {
    const version = outcome.status === 'completed' ? outcome.servedBy : null;
    if (version !== null) answers.set(version, (answers.get(version) ?? 0) + 1);
  }
  return [...answers]
    .sort((a, b) => b[1] - a[1])
    .map(([version, own], index) => ({ version, answers: own, counted: index === 0 }));
}

/** Without what another version answered. What names no version cannot be told apart, and stays. */
export function inOneVersion<T extends TrialAddress>(
  observed: readonly T[],
  outcomes: readonly Outcome[],
): readonly T[] {
  const others = new Set(
    versionsOf(outcomes).flatMap(({ version, counted }) => (counted ? [] : [version])),
  );
  if (others.size === 0) return observed;
  const foreign = new Set(
    outcomes.flatMap((each) =>
      each.status === 'completed' && each.servedBy !== null && others.has(each.servedBy)
        ? [trialKey(each)]
        : [],
    ),
  );
  return observed.filter((each) => !foreign.has(trialKey(each)));
}

/** Whether an endpoint names a version that it did not name before. One that names none, or no build of it, tells nothing. */
export const isOtherVersion = (before: readonly string[], now: readonly string[]): boolean =>
  before.length > 0 && now.some((version) => !before.some((known) => mayBeSame(known, version)));

/** A build follows the name of its model. */
const mayBeSame = (a: string, b: string) =>
  a === b || a.startsWith(`${b} `) || b.startsWith(`${a} `);
