import type { RunOverrides } from '../core/index.js';

/** What is asked of a test of a prompt; everything that is absent is as the files say. */
export interface TestRequest {
  readonly shots?: readonly string[];
  readonly repeats?: number;
  /** In place of the prompt's own settings, as an earlier measurement was made. No wordings are written. */
  readonly overrides?: RunOverrides;
  /** Ask again for one case, one variant, or one variant of one case, and keep everything else. */
  readonly only?: { readonly variant: string | null; readonly case: string | null };
  /** Continue the run that was begun with the same plan. */
  readonly resume?: boolean;
  /** Asks the judge which answers say the same. */
  readonly compare?: 'meaning';
  /** A run nobody waits for: it asks nothing, and stops at this many calls. */
  readonly unattendedCalls?: number;
  /** The user agreed to it together with other runs: it asks nothing more. */
  readonly isAgreed?: boolean;
  /** At most; null is no limit of its own. */
  readonly limits?: { readonly calls: number | null; readonly usd: number | null };
}
