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
import { notTried, type Proposed } from './edit.js';
import { failuresIn, REWRITES, rewritesOf } from './rewrites.js';
import { MIN_CASES, splitCases, type Split } from './split.js';
import { FINALISTS, keptAfter } from './survivors.js';
import { wordingMaker, type MakeWordings } from './wordings.js';
import { worded } from '../../say/worded.js';

/** Throws `UserError` where there are too few cases, no variants, or nothing to try. */
export async function designRepair(subject: Subject, tools: DesignTools): Promise<RepairDesign> {
  const { prompt } = subject;
  const settings = ownSettings(tools.settings);
  const whole = designRun({ prompt, settings }, onlyThese([originalOf(prompt)]), tools.endpoint);
  const { cases } = whole.plan;
  refuseFew(prompt, cases.length);
  const { make, original } = await wordingMaker(prompt, settings, tools.sources.frozen);
  const byRule = await measurable(subject, tools, make);
  const { measured, shown } = apartFromShown(cases, byRule.candidates);
  const split = splitCases(measured, cases.length, settings.seed);
  const rewrites = await writtenRewrites(prompt, split, tools);
  const { candidates, left } =
    rewrites.length === 0 ? byRule : await measurable(subject, tools, make, rewrites);
  const awaited = tools.sources.asksLater ? REWRITES : 0;
  const designOf = async (
    chosen: readonly Candidate[],
    caseIds: readonly string[],
    paraphrases = 0,
  ) => {
    const variants = await Promise.all(chosen.map(make));
    return designRun(
      { prompt, settings: { ...settings, caseIds } },
      {
        ...onlyThese([...original, ...variants.flat()]),
        awaited: { paraphrases, variants: 0 },
      },
      tools.endpoint,
    );
  };
  const rounds = await Promise.all(
    roundsOf(split, withAwaited(candidates, awaited)).map(({ most, caseIds }, round) =>
      designOf(most, caseIds, round === 0 ? awaited : 0),
    ),
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

/** Empty until a model may be asked, and where nothing asks one. */
async function writtenRewrites(
  prompt: Prompt,
  split: Split,
  { sources: { ask, embed }, kept }: DesignTools,
): Promise<readonly Proposed[]> {
  if (!ask) return [];
  const open = split.kind === 'halves' ? split.rounds.flat() : [];
  const failures = failuresIn((await kept?.('sensitivity')) ?? null, prompt, open);
  return rewritesOf(prompt, failures, { ask, embed: embed ?? null });
}

/** With as many as a model will write, each as long as the longest. */
function withAwaited(candidates: readonly Candidate[], awaited: number): readonly Candidate[] {
  const [longest] = byLength(candidates);
  if (!longest) return candidates;
  const more = Array.from({ length: awaited }, (_, at) => ({
    ...longest,
    id: `rewrite-${at + 1}`,
  }));
  return [...candidates, ...more];
}

const byLength = (candidates: readonly Candidate[]): readonly Candidate[] => {
  const lengthOf = ({ messages }: Candidate) =>
    messages.reduce((sum, { content }) => sum + content.length, 0);
  return candidates.toSorted((a, b) => lengthOf(b) - lengthOf(a));
};

/** Without a second repeat, noise cannot be told from the wording. */
const ownSettings = (asked: RunSettings): RunSettings => ({
  ...asked,
  ...{ shots: [FILE_SHOTS], variantIds: null, stopEarly: false },
  repeats: asked.repeats === 'subset' ? 2 : Math.max(2, asked.repeats),
});

function refuseFew({ path, casesKey }: Prompt, cases: number): void {
  if (cases >= MIN_CASES) return;
  throw new UserError(
    worded`Repair needs at least ${MIN_CASES} cases, because a change is measured on cases it was not chosen on; ${path} has ${cases}. Add ${MIN_CASES - cases} under \`${casesKey}:\`.`,
  );
}

/** The candidates that have variants of their own. */
async function measurable(
  { prompt, text }: Subject,
  { settings: { seed }, sources: { frozen }, kept }: DesignTools,
  make: MakeWordings,
  rewrites: readonly Proposed[] = [],
) {
  const { tried, left } = candidatesFor({
    ...{ prompt, text, frozen, seed, rewrites },
    shape: answerShapeOf(prompt),
    language: languagesOf(prompt.messages)[instructionIndex(prompt)] ?? null,
    influence: await keptInfluence(prompt, kept),
  });
  const wordings = await Promise.all(tried.map(make));
  const hasSome = (_: Candidate, at: number) => (wordings[at] as readonly Variant[]).length > 1;
  const candidates = tried.filter(hasSome);
  const without = tried.filter((each) => !candidates.includes(each));
  if (candidates.length === 0)
    throw new UserError(worded`None of the changes that repair knows applies to ${prompt.path}.`);
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
  const longest = byLength(candidates);
  const search = split.rounds.map((caseIds, round) => ({
    most: round === 0 ? candidates : longest.slice(0, keptAfter(round, candidates.length)),
    caseIds,
  }));
  // The combination is one more.
  return [...search, { most: longest.slice(0, FINALISTS + 1), caseIds: split.heldOut }];
}
