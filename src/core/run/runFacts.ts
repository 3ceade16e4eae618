/** Everything a run produced, before any answer is read. */

import { auxiliaryModel, type Endpoint } from '../models/endpoint.js';
import type { Plan } from '../plan/planRun.js';
import type { RunSettings } from '../plan/runSettings.js';
import type { Price } from '../ports/model.js';
import type { Vectors } from '../text/cosine.js';
import type { Note } from '../text/note.js';
import type { AuxiliaryUse } from './auxiliaryUse.js';
import type { RunResult } from './runPlan.js';
import type { StoppedEarly } from './stopEarly.js';

/** What a result says about the endpoint that answered. */
export interface EndpointFacts {
  readonly id: string;
  readonly price: Price | null;
  /** Of the model that answered the auxiliary calls. */
  readonly auxiliaryPrice: Price | null;
  readonly recorded: { readonly at: string } | null;
  /** Calls in flight at once, at most. */
  readonly concurrency: number;
  readonly notes: readonly Note[];
}

export const endpointFacts = (endpoint: Endpoint): EndpointFacts => ({
  id: endpoint.provider.id,
  price: endpoint.price,
  auxiliaryPrice: auxiliaryModel(endpoint).price,
  recorded: endpoint.recordedAt === null ? null : { at: endpoint.recordedAt },
  concurrency: endpoint.concurrency,
  notes: endpoint.notes ?? [],
});

export interface RunFacts {
  readonly plan: Plan;
  readonly settings: RunSettings;
  /** Of the first pass. */
  readonly result: RunResult;
  /** Of every pass, in their order; never empty. */
  readonly passes: readonly RunResult[];
  readonly endpoint: EndpointFacts;
  readonly startedAt: Date;
  readonly wallMs: number;
  readonly auxiliaryUse: AuxiliaryUse;
  /** What a reader should know about the auxiliary calls. */
  readonly auxiliaryNotes: readonly Note[];
  /** Embeddings of the answers by their text; null where the endpoint offers none. */
  readonly vectors: Vectors | null;
  /** What a study read of the model's layers; absent where it reads none, or they cannot be. */
  readonly inspected?: unknown;
  /** The cases that are scored; null scores all. While a run goes on these are the complete ones. */
  readonly onlyCases: ReadonlySet<string> | null;
  readonly stoppedEarly: StoppedEarly | null;
  /** Where a part was asked for: `added` to a run that is whole with it, or `alone`. */
  readonly only?: 'added' | 'alone';
}
