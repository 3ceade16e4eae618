/** A baseline's cases in random order, every wording once, with nothing from the cache. */

import { UserError } from '../../errors.js';
import { designVariants, type Design } from '../../plan/design.js';
import type { DesignTools } from '../../run/runWork.js';
import type { Subject } from '../../study.js';
import { asMeasured } from '../baseline/asMeasured.js';
import type { Baseline } from '../baseline/baseline.js';
import { readBaseline } from '../baseline/readBaseline.js';
import { changedPart, type MeasuredPart } from '../baseline/fingerprints.js';
import { shellWord } from '../../text/shellWord.js';
import { worded, type Worded } from '../../say/worded.js';

const CHANGED: Readonly<Record<MeasuredPart, Worded>> = {
  prompt: worded`the prompt`,
  cases: worded`the cases`,
  files: worded`a file it includes`,
  wordings: worded`its approved wordings`,
  settings: worded`its settings`,
};

export interface DriftDesign extends Design {
  readonly baseline: Baseline;
}

/** Throws `UserError` without a baseline, for a prompt that is not as it was accepted, and where nothing says what is right. */
export async function designDrift(
  { prompt }: Subject,
  { settings: asked, endpoint, sources, baseline: read }: DesignTools,
): Promise<DriftDesign> {
  if (endpoint.recordedAt !== null)
    throw new UserError(
      worded`Recorded answers never change: drift needs a model that can be asked.`,
    );
  const text = (await read?.()) ?? null;
  if (text === null)
    throw new UserError(
      worded`${prompt.path} has no baseline to compare with. Accept a result first.`,
      {
        commandLine: `plumbline test ${shellWord(prompt.path)} && plumbline accept ${shellWord(prompt.path)}`,
      },
    );
  const baseline = readBaseline(text, `baselines/${prompt.path}.json`);
  const changed = changedPart(baseline, prompt, { settings: asked, frozen: sources.frozen });
  if (changed !== null)
    throw new UserError(
      worded`${prompt.path} is not as it was accepted (${CHANGED[changed]} changed), so a difference would not be the model's.`,
      {
        commandLine: worded`Hold it against its baseline instead: plumbline check ${shellWord(prompt.path)}`,
      },
    );
  if (baseline.measured.comparedBy !== 'score')
    throw new UserError(
      worded`${prompt.path} has no expected answers or checks: nothing says whether an answer got worse.`,
    );
  const { variants, shots, seed, caseIds } = asMeasured(baseline, prompt);
  const settings = {
    ...asked,
    variantCounts: variants ?? null,
    ...(shots ? { shots } : {}),
    ...(seed === undefined ? {} : { seed }),
    caseIds: asked.caseIds ?? caseIds ?? null,
    repeats: 1,
    stopEarly: true,
  };
  const design = await designVariants(prompt, settings, {
    endpoint,
    sources: { ...sources, ask: null },
  });
  return { ...design, baseline, reusesAnswers: false };
}
