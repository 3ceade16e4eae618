/**
 * Rounds of trials: every candidate on some cases, the better ones on others, and those that are left, beside the prompt as it
 * is, on cases that nothing was chosen on. Each has variants of the same kind, made by rule: paraphrases were written of one
 * wording and fit no other.
 */

import { UserError } from '../../errors.js';
import { designRun, type Design } from '../../plan/design.js';
import { bothEstimates } from '../../plan/planEstimate.js';
import type { RunSettings } from '../../plan/runSettings.js';
import { answerShapeOf } from '../../prompt/answerShape.js';
import { fingerprint } from '../../prompt/fingerprint.js';
import type { Case, Prompt } from '../../prompt/prompt.js';
import type { DesignTools } from '../../run/runWork.js';
import type { Subject } from '../../study.js';
import { parseJson } from '../../text/jsonDiff.js';
import { onlyThese, originalOf } from '../../variants/makeVariants.js';
import { languagesOf } from '../../variants/promptLanguage.js';
import { instructionIndex } from '../../variants/rewording.js';
import { FILE_SHOTS } from '../../variants/shots/configuration.js';
import { inputsKey } from '../../variants/shots/alikeness.js';
import type { Variant } from '../../variants/variant.js';
import { influenceSchema, type Influence } from '../influence/schema.js';
import { candidatesFor, type Candidate } from './candidates.js';
import type { RepairDesign } from './repairDesign.js';
import { notTried } from './edit.js';
import { MIN_CASES, splitCases, type Split } from './split.js';
import { FINALISTS, keptAfter } from './survivors.js';
import { wordingMaker, type MakeWordings } from './wordings.js';

/** Throws `UserError` where there are too few cases, no variants, or nothing to try. */
export async function designRepair(subject: Subject, tools: DesignTools): Promise<RepairDesign> {
  const { prompt } = subject;
  const settings = ownSettings(tools.settings);
  const whole = designRun({ prompt, settings }, onlyThese([originalOf(prompt)]), tools.endpoint);
  const { cases } = whole.plan;
  refuseFew(prompt, cases.length);
  const { make, original } = await wordingMaker(prompt, settings, tools.sources.frozen);
  const { candidates, left } = await measurable(subject, tools, make);
  const { measured, shown } = apartFromShown(cases, candidates);
  const split = splitCases(measured, cases.length, settings.seed);
  const designOf = async (chosen: readonly Candidate[], caseIds: readonly string[]) => {
    const variants = await Promise.all(chosen.map(make));
    return designRun(
      { prompt, settings: { ...settings, caseIds } },
      onlyThese([...original, ...variants.flat()]),
      tools.endpoint,
    );
  };
  const rounds = await Promise.all(
    roundsOf(split, candidates).map(({ most, caseIds }) => designOf(most, caseIds)),
  );
  const [first, ...others] = rounds as [Design, ...Design[]];
  return {
    ...first,
    ...{ settings, candidates, left, split, shown },
    estimate: others.map(({ estimate }) => estimate).reduce(bothEstimates, first.estimate),
    passes: rounds.map(({ plan }) => ({ concurrency: null, trials: plan.trials.length })),
    planFor: async (chosen, caseIds) => (await designOf(chosen, caseIds)).plan,
  };
}

/** Without a second repeat, noise cannot be told from the wording. */
const ownSettings = (asked: RunSettings): RunSettings => ({
  ...asked,
  ...{ shots: [FILE_SHOTS], variantIds: null, stopEarly: false },
  repeats: asked.repeats === 'subset' ? 2 : Math.max(2, asked.repeats),
});

function refuseFew({ path, casesKey }: Prompt, cases: number): void {
  if (cases >= MIN_CASES) return;
  throw new UserError(
    `Repair needs at least ${MIN_CASES} cases, because a change is measured on cases it was not chosen on; ${path} has ${cases}. Add ${MIN_CASES - cases} under \`${casesKey}:\`.`,
  );
}

/** The candidates that have variants of their own. */
async function measurable(
  { prompt, text }: Subject,
  { settings: { seed }, sources: { frozen }, kept }: DesignTools,
  make: MakeWordings,
) {
  const { tried, left } = candidatesFor({
    ...{ prompt, text, frozen, seed },
    shape: answerShapeOf(prompt),
    language: languagesOf(prompt.messages)[instructionIndex(prompt)] ?? null,
    influence: await keptInfluence(prompt, kept),
  });
  const wordings = await Promise.all(tried.map(make));
  const hasSome = (_: Candidate, at: number) => (wordings[at] as readonly Variant[]).length > 1;
  const candidates = tried.filter(hasSome);
  const without = tried.filter((each) => !candidates.includes(each));
  if (candidates.length === 0)
    throw new UserError(`None of the changes that repair knows applies to ${prompt.path}.`);
  return {
    candidates,
    left: [...left, ...without.map(({ edit }) => notTried(edit.code, 'few-wordings', edit.params))],
  };
}

/** Only what was found of this very wording. */
async function keptInfluence(prompt: Prompt, kept: DesignTools['kept']): Promise<Influence | null> {
  const text = (await kept?.('influence')) ?? null;
  const { data } = influenceSchema.safeParse(text === null ? null : parseJson(text));
  return data?.prompt.fingerprint === fingerprint(prompt.messages) ? (data as Influence) : null;
}

/** A case with the inputs of an example has its answer in the prompt. */
function apartFromShown(cases: readonly Case[], candidates: readonly Candidate[]) {
  const keys = new Set(candidates.flatMap(({ shows = [] }) => shows.map(inputsKey)));
  const isShown = (each: Case) => keys.has(inputsKey(each));
  return {
    measured: cases.filter((each) => !isShown(each)),
    shown: cases.filter(isShown).map(({ id }) => id),
  };
}

/** What each round takes at most: the longest candidates of as many as it will have. */
function roundsOf(split: Split, candidates: readonly Candidate[]) {
  if (split.kind === 'folds') return [{ most: candidates, caseIds: split.folds.flat() }];
  const lengthOf = ({ messages }: Candidate) =>
    messages.reduce((sum, { content }) => sum + content.length, 0);
  const longest = candidates.toSorted((a, b) => lengthOf(b) - lengthOf(a));
  const search = split.rounds.map((caseIds, round) => ({
    most: round === 0 ? candidates : longest.slice(0, keptAfter(round, candidates.length)),
    caseIds,
  }));
  // The combination is one more.
  return [...search, { most: longest.slice(0, FINALISTS + 1), caseIds: split.heldOut }];
}
