/** What is kept of the runs of one prompt, and read again by the next. A host implements it where it keeps files. */

import type { PlanParts } from '../plan/planParts.js';
import type { AppendLog } from '../ports/store.js';
import type { FrozenVariants } from '../variants/frozen.js';
import type { AuxiliaryUse } from './auxiliaryUse.js';
import type { Cache } from './cache.js';
import type { RefusalStore } from './refusedFields.js';
import type { JournalHeader } from './journal.js';
import type { KeptVectors } from './keptVectors.js';
import type { Outcome } from './outcome.js';

export interface OpenCache {
  readonly cache: Cache;
  /** What other processes have written until now is found from now on. */
  catchUp(): Promise<void>;
  close(): Promise<void>;
}

export interface OpenJournal {
  readonly log: AppendLog;
  /** What an earlier part of the same run has written. */
  readonly earlier: readonly Outcome[];
  /** What its auxiliary calls took. */
  readonly use: AuxiliaryUse;
  /** What its plan was made of; null in journals from before it was kept. */
  readonly parts: PlanParts | null;
  /** Embeddings of its answers. */
  readonly vectors: KeptVectors;
}

export interface ClaimOptions {
  readonly signal: AbortSignal;
  /** Told once, when another run is waited for. */
  tell(message: string): void;
}

export interface KeptResult {
  /** Id of the study. */
  readonly study: string;
  /** Kept as JSON. */
  readonly result: object;
  /** Its line in the history; null replaces the study's result that was kept before. */
  readonly summary: object | null;
}

/** A result that has no history replaces the one before, so only a complete one is kept; null: this one is not. */
export function keptResult<R extends object>(
  study: string,
  result: R,
  summary: ((result: R) => object) | undefined,
): KeptResult | null {
  if (!summary && 'stopped' in result && result.stopped !== null) return null;
  return { study, result, summary: summary?.(result) ?? null };
}

/**
 * Cache, journal and results make a run cheaper and safer: where they cannot be written, the store tells its host and the run
 * goes on. Variants are the user's own: failing to keep or to read them throws `UserError`.
 */
export interface RunStore {
  /** What endpoints refuse, for all prompts of the workspace; absent: each run learns it again. */
  readonly refusals?: RefusalStore;
  /**
   * Keeps other runs of the prompt away until what it resolves to is called; waits for one that is under way. Absent where
   * there can be none.
   */
  claim?(options: ClaimOptions): Promise<() => Promise<void>>;
  openCache(): Promise<OpenCache>;
  beginJournal(header: Omit<JournalHeader, 'startedAt'>): Promise<OpenJournal>;
  /** The newest journal of a run with this plan fingerprint; null where there is none. */
  findJournal(fingerprint: string): Promise<OpenJournal | null>;
  /** The text of what was accepted of the prompt; null where nothing was. Absent where a host keeps none. */
  readBaseline?(): Promise<string | null>;
  /** The newest result of a study other than sensitivity, as JSON text; null if there is none. Absent where a host keeps none. */
  readResult?(study: string): Promise<string | null>;
  readVariants(): Promise<FrozenVariants | null>;
  /** The whole text of the file that keeps them. */
  writeVariants(text: string): Promise<void>;
  keepResult(kept: KeptResult): Promise<void>;
}
