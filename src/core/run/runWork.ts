import type { Design, PlannedEndpoint, VariantSources } from '../plan/design.js';
import type { Plan } from '../plan/planRun.js';
import type { RunSettings } from '../plan/runSettings.js';
import type { WhiteBox } from '../ports/whiteBox.js';
import type { AnswerStep } from './answerStep.js';
import type { AuxiliaryCalls } from './auxiliaryCalls.js';
import type { KeptVectors } from './keptVectors.js';
import type { Outcome } from './outcome.js';
import type { RunFacts } from './runFacts.js';
import type { RunResult } from './runPlan.js';
import type { KeptResult } from './runStore.js';
import type { StopRule } from './stopEarly.js';

/** What a study puts into a run. */
export interface RunWork<D extends Design, R> {
  design(tools: DesignTools): Promise<D>;
  /**
   * The plan of a pass after the first, by the results of those before it; null ends the run: there is nothing more to ask.
   * Absent: every pass has the design's plan.
   */
  planOf?(design: D, earlier: readonly RunResult[]): Promise<Plan | null>;
  /** What is asked about every answer before it counts. `earlier`: those of an earlier part of the run. */
  answerSteps(
    design: D,
    auxiliary: AuxiliaryCalls,
    earlier: readonly Outcome[],
  ): readonly AnswerStep[];
  /** Embeddings of the answers by their text; null where the study needs none. `kept`: from an earlier part of the run. */
  vectors(
    design: D,
    outcomes: readonly Outcome[],
    auxiliary: Pick<AuxiliaryCalls, 'embed'> & { readonly kept: KeptVectors },
  ): Promise<RunFacts['vectors']>;
  /** What the layers of the model say of the answers, after the last pass. Absent: nothing is read. */
  inspect?(design: D, outcomes: readonly Outcome[], whiteBox: WhiteBox): Promise<unknown>;
  /** Null runs the whole plan. */
  stopRule(design: D): StopRule | null;
  result(design: D, facts: RunFacts): R;
  /** Null: not to be kept. */
  kept(result: R): KeptResult | null;
}

export interface DesignTools {
  readonly settings: RunSettings;
  readonly endpoint: PlannedEndpoint;
  readonly sources: VariantSources;
  /** The text of the prompt's baseline; null where there is none. Absent where a host keeps none. */
  readonly baseline?: () => Promise<string | null>;
  /** The newest result of another study of the prompt, as JSON text; null where there is none. Absent where a host keeps none. */
  readonly kept?: (study: string) => Promise<string | null>;
}
