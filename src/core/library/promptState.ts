/** The state of a prompt: never tested, its last verdict, or stale because it changed since. */

import type { Config } from '../prompt/settings/config.js';
import { modelIds } from '../prompt/settings/namedModels.js';
import type { RunSummary } from '../studies/sensitivity/summary.js';
import { verdictKind, type VerdictKind } from '../studies/sensitivity/verdict.js';
import { verdictWord } from '../studies/sensitivity/verdictWords.js';
import type { Staleness } from './baseline/staleness.js';
import { english } from '../say/say.js';

/** What changed since the last run, or the baseline; `age`: nothing, but it is older than the team allows. */
export type Change = Staleness;
export type ChangeSinceRun = Extract<Change, 'prompt' | 'cases' | 'model'>;

/** A baseline as far as it decides on the state. */
export interface KnownBaseline {
  readonly summary: RunSummary;
  readonly stale: Staleness | null;
}

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

/** The state of a prompt: never tested, stale, unreadable, or the verdict of its last run or baseline, whichever is newer. */
export function stateOf(
  { fingerprints, models }: { fingerprints: Fingerprints | null; models: readonly string[] },
  { last, baseline, config }: KnownResult,
): PromptState {
  if (!fingerprints) return { word: 'unreadable', kind: 'unreadable', changed: null };
  const result = resultInUse({ fingerprints, models }, { last, baseline, config });
  if (!result) return { word: 'never tested', kind: 'none', changed: null };
  const { summary, changed } = result;
  if (changed) return { word: 'stale', kind: 'stale', changed };
  return {
    word: verdictWord(summary.code, english),
    kind: verdictKind(summary.code),
    changed: null,
  };
}

/** The last run or the baseline, whichever is newer, and why it applies no more; null where there is neither. */
export function resultInUse(
  tested: Tested,
  { last, baseline, config }: KnownResult,
): { summary: RunSummary; changed: Change | null; isBaseline: boolean } | null {
  const isBaseline = baseline && !(last && last.startedAt > baseline.summary.startedAt);
  if (isBaseline) return { summary: baseline.summary, changed: baseline.stale, isBaseline: true };
  return (
    last && { summary: last, changed: changedSinceRun(tested, last, config), isBaseline: false }
  );
}

/** What is known of a prompt beside its file. */
export interface KnownResult {
  readonly last: RunSummary | null;
  readonly baseline: KnownBaseline | null;
  /** Of the root the prompt is run in, which may be below that of the library. */
  readonly config: Config;
}

/**
 * What changed since the last run; null if nothing relevant. What a run from earlier versions did not keep counts as unchanged. A
 * model has changed where the files name another, not where the user ran the prompt on one of their choice.
 */
export function changedSinceRun(
  { fingerprints, models }: Tested,
  last: Pick<RunSummary, 'fingerprint' | 'casesFingerprint' | 'named'>,
  config: Config,
): ChangeSinceRun | null {
  if (fingerprints.prompt() !== last.fingerprint) return 'prompt';
  if (last.casesFingerprint !== null && fingerprints.cases() !== last.casesFingerprint)
    return 'cases';
  const wanted = modelIds(models, config);
  const isSame = wanted.join('\n') === last.named?.join('\n');
  return last.named !== undefined && wanted.length > 0 && !isSame ? 'model' : null;
}
