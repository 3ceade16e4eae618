import type { PreflightView, ProgressView } from '../protocol.js';

/** What whoever owns the run is told, and asked. */
export interface RunWatch {
  readonly signal: AbortSignal;
  onStep(step: string): void;
  /** Resolves to the few-shot configurations to run; null: nothing is sent. */
  onPreflight(preflight: PreflightView): Promise<readonly string[] | null>;
  onProgress(progress: ProgressView): void;
}
