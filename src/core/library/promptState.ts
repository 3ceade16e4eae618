/** The state of a prompt: never tested, its last verdict, or stale because it changed since. */

import type { Config } from '../prompt/settings/config.js';
import { modelIds } from '../prompt/settings/namedModels.js';
import type { RunSummary } from '../studies/sensitivity/summary.js';
import { verdictKind, type VerdictKind } from '../studies/sensitivity/verdict.js';
import { verdictWord } from '../studies/sensitivity/verdictWords.js';
import { english } from '../words/say.js';

/** What changed since the last run. */
export type Change = 'prompt' | 'cases' | 'model';

export interface PromptState {
  /** `never tested`, `stale`, `unreadable`, or the verdict's own word. */
  readonly word: string;
  readonly kind: 'none' | 'stale' | 'unreadable' | VerdictKind;
  readonly changed: Change | null;
}

/** SHA-256 of the messages, and of cases and checks. */
export interface Fingerprints {
  prompt(): string;
  cases(): string;
}

interface Tested {
  readonly fingerprints: Fingerprints;
  /** The models the prompt names. */
  readonly models: readonly string[];
}

/** The state of a prompt: never tested, stale, unreadable, or its last verdict. */
export function stateOf(
  { fingerprints, models }: { fingerprints: Fingerprints | null; models: readonly string[] },
  last: RunSummary | null,
  config: Config,
): PromptState {
  if (!fingerprints) return { word: 'unreadable', kind: 'unreadable', changed: null };
  if (!last) return { word: 'never tested', kind: 'none', changed: null };
  const changed = changedSinceRun({ fingerprints, models }, last, config);
  if (changed) return { word: 'stale', kind: 'stale', changed };
  return { word: verdictWord(last.code, english), kind: verdictKind(last.code), changed: null };
}

/**
 * What changed since the last run; null if nothing relevant. What a run from earlier versions did not keep counts as unchanged. A
 * model has changed where the files name another, not where the user ran the prompt on one of their choice.
 */
export function changedSinceRun(
  { fingerprints, models }: Tested,
  last: Pick<RunSummary, 'fingerprint' | 'casesFingerprint' | 'named'>,
  config: Config,
): Change | null {
  if (fingerprints.prompt() !== last.fingerprint) return 'prompt';
  if (last.casesFingerprint !== null && fingerprints.cases() !== last.casesFingerprint)
    return 'cases';
  const wanted = modelIds(models, config);
  const isSame = wanted.join('\n') === last.named?.join('\n');
  return last.named !== undefined && wanted.length > 0 && !isSame ? 'model' : null;
}
