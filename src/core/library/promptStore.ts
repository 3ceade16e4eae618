import type { RunStore } from '../run/runStore.js';
import type { RunSummary } from '../studies/sensitivity/summary.js';

/** Everything that is kept for one prompt. */
export interface PromptStore extends RunStore {
  /** Path of the file that keeps variants. */
  readonly variantsFile: string;
  /** Its text; null where there is none. */
  readVariantsText(): Promise<string | null>;
  /** One line for every run, oldest first. Lines that cannot be read are skipped. */
  history(): Promise<readonly RunSummary[]>;
  /** The text of a kept report; null when it is no longer there. */
  readReport(run: RunSummary): Promise<string | null>;
  /** The newest result of a study other than sensitivity, as JSON text; null where there is none. */
  readResult(study: string): Promise<string | null>;
  /** The text of the proposed cases; null where there are none. */
  readCases(): Promise<string | null>;
  writeCases(text: string): Promise<void>;
  /** Whether recorded answers are kept. */
  hasRecording(): Promise<boolean>;
}
