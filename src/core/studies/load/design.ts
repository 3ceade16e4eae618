/** The prompt, and with fewer of its instructions in several orders. */

import { UserError } from '../../errors.js';
import { designRun, type Design } from '../../plan/design.js';
import { bothEstimates } from '../../plan/planEstimate.js';
import { refuseUnrunnable, type Plan } from '../../plan/planRun.js';
import type { DesignTools } from '../../run/runWork.js';
import type { Subject } from '../../study.js';
import { instructionsOf, type Instruction } from '../../variants/instructions/instructions.js';
import { onlyThese, ORIGINAL, originalOf } from '../../variants/makeVariants.js';
import { FILE_SHOTS } from '../../variants/shots/configuration.js';
import type { Variant } from '../../variants/variant.js';
import { CONTROL, PROPOSALS, type ProposedWording } from './proposals.js';
import { gradedPrompt } from './rubrics.js';
import { subsetsOf, type Subset } from './subsets.js';
import { worded } from '../../say/worded.js';
import { counted } from '../../say/plural.js';

export interface LoadDesign extends Design {
  readonly instructions: readonly Instruction[];
  /** Ids of the instructions that a variant gives, in its order, by variant id. */
  readonly given: ReadonlyMap<string, readonly string[]>;
  /** The prompt as it is and these wordings, each asked twice. */
  planFor(wordings: readonly ProposedWording[]): Plan;
}

/** The prompt as it is needs answers that nothing was chosen by. */
const TRIED_TIMES = 2;

/** Fewer cannot get into each other's way. */
const FEWEST = 2;

/** Throws `UserError` where there are too few instructions whose following an answer shows. */
export async function designLoad(
  { prompt, text }: Subject,
  { settings: asked, endpoint }: DesignTools,
): Promise<LoadDesign> {
  const settings = {
    ...asked,
    shots: [FILE_SHOTS],
    variantIds: null,
    repeats: 1,
    stopEarly: false,
  };
  refuseUnrunnable(prompt, settings);
  const instructions = instructionsOf(prompt, text);
  const checked = instructions.filter(({ checks }) => checks.length > 0).length;
  if (checked < FEWEST)
    throw new UserError(
      worded`${prompt.path} has ${counted(instructions.length, '1 instruction', '{n} instructions')}, of which ${checked} can be checked by looking at an answer (a length, a word in quotes, a format, a language, how it starts or ends). At least ${FEWEST} are needed.`,
    );
  const subsets = subsetsOf(prompt, instructions, settings.seed);
  const graded = gradedPrompt(prompt, instructions);
  const asWritten = originalOf(prompt);
  const designOf = (
    wordings: readonly (Subset | ProposedWording)[],
    written: Variant,
    repeats: number,
  ) =>
    designRun(
      { prompt: graded, settings: { ...settings, repeats } },
      onlyThese([written, ...wordings.map((each) => variantOf(prompt, each))]),
      endpoint,
    );
  const first = designOf(subsets, asWritten, 1);
  const control = { ...asWritten, id: CONTROL };
  // At most one wording of each kind, and two that split it.
  const most = designOf(
    Array.from({ length: PROPOSALS.length + 1 }, (_, at) => ({
      ...{ id: `proposal-${at + 1}`, given: [], messages: prompt.messages },
    })),
    control,
    TRIED_TIMES,
  );
  return {
    ...first,
    instructions,
    estimate: bothEstimates(first.estimate, most.estimate),
    passes: [{ concurrency: null }, { concurrency: null, trials: most.plan.trials.length }],
    given: new Map([
      [ORIGINAL, instructions.map(({ id }) => id)],
      [CONTROL, instructions.map(({ id }) => id)],
      ...subsets.map(({ id, given }) => [id, given] as const),
    ]),
    planFor: (wordings) => designOf(wordings, control, TRIED_TIMES).plan,
  };
}

const variantOf = (
  prompt: Subject['prompt'],
  { id, given, messages }: Subset | ProposedWording,
): Variant => ({
  ...originalOf(prompt),
  id,
  class: 'load',
  change: `${given.length} instructions`,
  messages,
  status: 'generated',
});
