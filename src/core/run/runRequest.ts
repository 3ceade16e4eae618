import type { Endpoint } from '../models/endpoint.js';
import type { RunSettings } from '../plan/runSettings.js';

/** One variant, one case, or one variant of one case. */
export interface PartOfRun {
  readonly variant: string | null;
  readonly case: string | null;
  /** Plan fingerprint that the journal of the shown run goes by; null where none is shown. */
  readonly fingerprint: string | null;
}

export interface RunRequest {
  readonly endpoint: Endpoint;
  readonly settings: RunSettings;
  /** Continue the run that was begun with the same plan: never, where there is one, or fail without one. */
  readonly resume: 'never' | 'if-begun' | 'required';
  /** Ask for this part, and keep everything else of the run it is added to; null runs the plan. */
  readonly only: PartOfRun | null;
  readonly useCache: boolean;
  /** Whether a model may be asked for paraphrases that are missing. */
  readonly writeParaphrases: boolean;
}
