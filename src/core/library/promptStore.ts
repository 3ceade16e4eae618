import type { RunStore } from '../run/runStore.js';
import type { RunMark } from '../studies/sensitivity/history.js';
import type { RunSummary } from '../studies/sensitivity/summary.js';

/** Everything stored for one prompt. */
export interface PromptStore extends RunStore {
  /** Path of the file that keeps variants. */
  readonly variantsFile: string;
  /** Its text; null if it does not exist. */
  readVariantsText(): Promise<string | null>;
  /** One entry per run, oldest first. Unreadable lines are skipped. */
  history(): Promise<readonly RunSummary[]>;
  /** A pinned run keeps its report however many follow; a deleted one is in the history no more. */
  markRun(run: RunSummary, mark: RunMark): Promise<void>;
  /** Path of the file of what was accepted. */
  readonly baselineFile: string;
  readBaseline(): Promise<string | null>;
  /** Throws `UserError` where it cannot be written. */
  writeBaseline(text: string): Promise<void>;
  /** The text of a stored report; null if it no longer exists. */
  readReport(run: RunSummary): Promise<string | null>;
  /** The newest result of a study other than sensitivity, as JSON text; null if there is none. */
  readResult(study: string): Promise<string | null>;
  /** The text of the file of suggested cases; null if there is none. */
  readCases(): Promise<string | null>;
  writeCases(text: string): Promise<void>;
  /** Whether there are recorded answers. */
  hasRecording(): Promise<boolean>;
}
