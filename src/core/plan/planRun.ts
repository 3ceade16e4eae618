/** Variants × shots × cases × repeats → the trials to run, in order, and their estimated cost. */

import { UserError } from '../errors.js';
import type { ChatRequest } from '../ports/model.js';
import { answerShapeOf } from '../prompt/answerShape.js';
import { fingerprint, imagesFingerprint } from '../prompt/fingerprint.js';
import { responseFormatOf } from '../prompt/parameters.js';
import type { Case, Prompt } from '../prompt/prompt.js';
import { randomFrom } from '../numbers/random.js';
import { hash, hashInt } from '../text/hash.js';
import { memoise } from '../text/memoise.js';
import { note, type Note } from '../text/note.js';
import { exampleCount, FILE_SHOTS, readShots } from '../variants/shots/configuration.js';
import { messagesFor } from '../variants/shots/exampleMessages.js';
import { exampleChooser, isShownInFile, maxExamples } from '../variants/shots/examples.js';
import { layoutChooser } from '../variants/shots/layouts.js';
import type { Vectors } from '../text/cosine.js';
import { selectionOf } from '../variants/shots/selection.js';
import { isCounted, type Variant } from '../variants/variant.js';
import { balancedCells } from './balancedCells.js';
import { choosesByLikeness } from './exampleVectors.js';
import { refuseEmptyImages } from './emptyImages.js';
import { isGraded } from './graderCalls.js';
import { refuseTooLarge } from './largestPlan.js';
import { MEAN_REPEATS, SUBSET_REPEATS, subsetRepeats } from './noiseSubset.js';
import { refuseMissingVariables } from './missingValues.js';
import { orderTrials, type Group, type TrialSlot } from './order.js';
import type { Repeats } from './runSettings.js';
import { planPartsOf, type PlanParts } from './planParts.js';
import { cellKey, trialKey, type Trial } from './trial.js';
import { worded } from '../say/worded.js';
import { listSaid } from '../say/listSaid.js';
import type { Say } from '../say/say.js';
import { caseSaid } from '../say/caseWords.js';

export interface PlanOptions {
  readonly variants: readonly Variant[];
  readonly shots: readonly string[];
  readonly repeats: Repeats;
  /** The share of variants × cases that is asked, in (0, 1); absent or null: all. */
  readonly cells?: number | null;
  /** Ids of the cases to run; null runs all. */
  readonly caseIds: readonly string[] | null;
  /** Run this many cases, drawn by the seed; null runs all. */
  readonly sample: number | null;
  readonly seed: number;
  readonly model: string;
  /** The judge model, where it is not the tested one. */
  readonly judge?: string | null;
  readonly topLogprobs: number | null;
  /** How answers in prose are compared; absent: by their words. */
  readonly compare?: 'words' | 'meaning';
  /** What examples that are chosen by how much they are alike are compared by; absent: their words. */
  readonly likeness?: Likeness;
}

export interface Likeness {
  readonly by: 'embeddings' | 'words';
  /** Null before they are asked for, and where there are none. */
  readonly vectors: Vectors | null;
}

export interface Plan {
  readonly prompt: Prompt;
  readonly variants: readonly Variant[];
  readonly shots: readonly string[];
  readonly cases: readonly Case[];
  /** The cases of the prompt that can be run; the plan may cover only some of them. */
  readonly allCases: readonly Case[];
  /** Repeats of the cells that are repeated most. */
  readonly repeats: number;
  /** Whether all cells are repeated, or a random fifth of them. */
  readonly repeated: 'all' | 'subset';
  /** The share of variants × cases that is asked; null: all. */
  readonly cells: number | null;
  readonly seed: number;
  readonly model: string;
  /** The judge model; the tested one where no other is configured. */
  readonly judge: string;
  /** Whether a judge is asked which answers say the same. */
  readonly comparesMeaning: boolean;
  readonly trials: readonly (Trial & { readonly probe: boolean })[];
  /** Equal for equal prompts, variants, cases, models and settings. `--resume` finds the run by it. */
  readonly fingerprint: string;
  /** The same part by part. */
  readonly parts: PlanParts;
  /** Requests that could not be met (`examples-shown`, `too-many-examples`), and what examples are chosen by (`examples-alike`). */
  readonly notes: readonly Note[];
  requestOf(trial: Trial): ChatRequest;
}

/** Throws `UserError` when there is nothing to run or a case lacks a value for a placeholder. */
export function planRun(prompt: Prompt, options: PlanOptions): Plan {
  const { variants, seed, model } = options;
  const judge = options.judge ?? model;
  const isSubset = options.repeats === 'subset';
  const repeats = options.repeats === 'subset' ? SUBSET_REPEATS : options.repeats;
  const chosen = chooseCases(prompt, options);
  refuseMissingVariables(prompt, variants, chosen);
  refuseEmptyImages(prompt, chosen);
  const { cases, shown } = apartFromExamples(prompt, chosen);
  const whole = chooseCases(prompt, { ...options, caseIds: null, sample: null });
  const { shots, notes } = chooseShots(prompt, options.shots);
  const groups = shots.flatMap((each) => variants.map(({ id }) => ({ variant: id, shots: each })));
  const variantById = new Map(variants.map((each) => [each.id, each]));
  const caseById = new Map(cases.map((each) => [each.id, each]));
  const ids = [...caseById.keys()];
  refuseTooLarge({
    ...{ variants: variants.length, shots: shots.length, cases: ids.length },
    repeats: isSubset ? MEAN_REPEATS : repeats,
    share: options.cells ?? 1,
  });
  const places = orderTrials(groups, ids, {
    // Equal texts that a judge grades need not have equal scores.
    ...{ repeats, seed, probed: prompt.parameters.temperature === 0 && !isGraded(prompt, cases) },
    ...repeatsByCell({ groups, ids, repeats, isSubset }, options),
  });
  return {
    prompt,
    variants,
    shots,
    cases,
    allCases: whole.filter((each) => !isShownInFile(prompt, each)),
    repeats,
    repeated: isSubset ? 'subset' : 'all',
    cells: options.cells ?? null,
    seed,
    model,
    judge,
    comparesMeaning: comparesMeaning(prompt, options),
    notes: [...notes, ...shown, ...likenessNotes(shots, options), ...cellNotes(places, options)],
    trials: places.map((place) => ({
      ...place,
      key: trialKey(place),
      variantOf: variantById.get(place.variant) as Variant,
      caseOf: caseById.get(place.case) as Case,
    })),
    fingerprint: planFingerprint(prompt, { ...options, cases, shots }),
    parts: planPartsOf(prompt, {
      ...{ variants, cases, shots, repeats: options.repeats, seed, model },
      judge: isGraded(prompt, cases) || comparesMeaning(prompt, options) ? judge : null,
    }),
    requestOf: requestsFor(prompt, options),
  };
}

/** Nothing where all cells are asked equally often. */
function repeatsByCell(
  grid: { groups: readonly Group[]; ids: readonly string[]; repeats: number; isSubset: boolean },
  { cells = null, seed, variants }: PlanOptions,
): { repeatsOf?: (group: Group, caseId: string) => number } {
  const { groups, ids, repeats, isSubset } = grid;
  const often = isSubset ? subsetRepeats(groups, ids, seed) : () => repeats;
  if (cells === null) return isSubset ? { repeatsOf: often } : {};
  const asked = balancedCells(groups, ids, {
    ...{ share: cells, seed },
    counted: variants.filter(isCounted).length,
  });
  return {
    repeatsOf: (group, caseId) =>
      asked.has(cellKey({ ...group, case: caseId })) ? often(group, caseId) : 0,
  };
}

const cellNotes = (places: readonly TrialSlot[], { cells = null }: PlanOptions): Note[] =>
  cells === null
    ? []
    : [note('cells-sampled', { cells: new Set(places.map(cellKey)).size, share: cells })];

/** Checks what can be checked before variants are made. Throws `UserError` for unknown cases and missing values. */
export function refuseUnrunnable(
  prompt: Prompt,
  which: Pick<PlanOptions, 'caseIds' | 'sample' | 'seed'>,
): void {
  const cases = chooseCases(prompt, which);
  refuseMissingVariables(prompt, [prompt], cases);
  refuseEmptyImages(prompt, cases);
}

/** The cases that are asked for, or drawn. Throws `UserError` for unknown ones. */
export function chooseCases(
  prompt: Prompt,
  { caseIds, sample, seed }: Pick<PlanOptions, 'caseIds' | 'sample' | 'seed'>,
): readonly Case[] {
  const all = prompt.cases.length > 0 ? prompt.cases : implicitCase(prompt);
  const unknown = (caseIds ?? []).filter((id) => !all.some((each) => each.id === id));
  if (unknown.length > 0) {
    throw new UserError(
      worded`${prompt.path} has no ${(say) =>
        listSaid(
          unknown.map((id) => caseSaid(id, say)),
          say,
        )}. Its cases: ${(say) => firstIds(all, say)}.`,
    );
  }
  return drawnCases(all, { caseIds, sample, seed });
}

const MOST_LISTED = 30;
const firstIds = (cases: readonly Case[], say: Say): string =>
  [
    ...cases.slice(0, MOST_LISTED).map(({ id }) => id),
    ...(cases.length > MOST_LISTED
      ? [say('… and {n} more', { n: cases.length - MOST_LISTED })]
      : []),
  ].join(', ');

/** Those with these ids, and of them as many as are wanted, drawn by the seed; null: all. */
export function drawnCases(
  all: readonly Case[],
  { caseIds, sample, seed }: Pick<PlanOptions, 'caseIds' | 'sample' | 'seed'>,
): readonly Case[] {
  const chosen = caseIds ? all.filter(({ id }) => caseIds.includes(id)) : all;
  if (sample === null || sample >= chosen.length) return chosen;
  const drawn = new Set(randomFrom('sample', seed).shuffle(chosen).slice(0, sample));
  return chosen.filter((each) => drawn.has(each));
}

/** A prompt without variables needs no cases: it becomes one case without inputs. */
function implicitCase(prompt: Prompt): Case[] {
  if (prompt.variables.length === 0) return [{ id: '1', inputs: {}, expected: null, range: null }];
  const names = prompt.variables.map(({ name }) => name).join(', ');
  throw new UserError(
    worded`${prompt.path} has no cases, so there are no values for ${names}. Add rows under \`${prompt.casesKey}:\`, for example:\n${prompt.casesKey.replace('.', ':\n  ')}:\n  - ${prompt.variables[0]?.name ?? 'name'}: …\n    expected: …`,
  );
}

/** Drops cases that the prompt's own examples already answer. Throws `UserError` when none is left. */
function apartFromExamples(
  prompt: Prompt,
  chosen: readonly Case[],
): { cases: readonly Case[]; shown: Note[] } {
  const left = chosen.filter((each) => !isShownInFile(prompt, each));
  const out = chosen.filter((each) => !left.includes(each)).map(({ id }) => id);
  if (left.length === 0)
    throw new UserError(
      worded`${prompt.path} already contains every case as an example, with its answer. Add cases it does not show.`,
    );
  return {
    cases: left,
    shown: out.length === 0 ? [] : [note('examples-shown', { cases: out })],
  };
}

function chooseShots(
  prompt: Prompt,
  wanted: readonly string[],
): { shots: string[]; notes: Note[] } {
  const most = maxExamples(prompt);
  const unique = [...new Set([FILE_SHOTS, ...wanted])].filter((shots) => wanted.includes(shots));
  const possible = unique.filter((shots) => exampleCount(shots) <= most);
  const notes = unique
    .filter((shots) => !possible.includes(shots))
    .map((shots) => note('too-many-examples', { shots, max: most }));
  if (possible.length > 0) return { shots: possible, notes };
  throw new UserError(
    worded`None of the few-shot configurations ${wanted.join(', ')} is possible: a case can have at most ${most} examples (other cases with an expected answer in the form the prompt asks for).`,
  );
}

function requestsFor(
  prompt: Prompt,
  { seed, model, topLogprobs, likeness }: PlanOptions,
): (trial: Trial) => ChatRequest {
  const examplesOf = exampleChooser(prompt, seed, likeness?.vectors ?? null);
  const layoutsOf = layoutChooser(prompt, seed);
  const { temperature, topP, maxTokens, maxCompletionTokens, extra } = prompt.parameters;
  const responseFormat = responseFormatOf(prompt.parameters);
  const wordingOf = memoise(({ messages }: Variant) => ({ ...prompt, messages }));
  return ({ variantOf, caseOf, shots, key }) => {
    const examples = examplesOf(caseOf, shots);
    const configuration = readShots(shots);
    const isMixed = configuration !== null && selectionOf(configuration.way).mixedFormats;
    const layouts = isMixed ? layoutsOf(variantOf) : [];
    return {
      model,
      messages: messagesFor(wordingOf(variantOf), caseOf, { examples, layouts }),
      temperature,
      topP,
      maxTokens,
      maxCompletionTokens,
      responseFormat,
      ...(prompt.tools.length > 0 ? { tools: prompt.tools } : {}),
      extra,
      // One seed for all would make repeats agree by construction, while variants would still draw different samples.
      seed: hashInt(`${seed}\u0000${key}`),
      topLogprobs,
    };
  };
}

function planFingerprint(prompt: Prompt, plan: PlanOptions & { cases: readonly Case[] }): string {
  const images = imagesFingerprint(prompt);
  return hash(
    JSON.stringify({
      prompt: fingerprint(prompt.messages),
      parameters: prompt.parameters,
      ...(prompt.tools.length > 0 ? { tools: prompt.tools } : {}),
      variants: plan.variants.map(({ id, messages }) => [id, fingerprint(messages)]),
      partials: prompt.partials,
      ...(images === null ? {} : { images }),
      cases: plan.cases.map(({ id, inputs, expected }) => [id, inputs, expected]),
      shots: plan.shots,
      examples: prompt.examples.map(({ inputs, expected }) => [inputs, expected]),
      repeats: plan.repeats,
      seed: plan.seed,
      model: plan.model,
      ...(plan.cells == null ? {} : { cells: plan.cells }),
      // Absent where the tested model is its own judge, so that earlier runs of such a plan are found.
      ...(plan.judge && isGraded(prompt, plan.cases) ? { judge: plan.judge } : {}),
      ...(comparesMeaning(prompt, plan) ? { meaning: plan.judge ?? plan.model } : {}),
      ...(plan.likeness?.by === 'embeddings' && choosesByLikeness(plan.shots)
        ? { likeness: 'embeddings' }
        : {}),
    }),
  );
}

/** Says by what examples are chosen, where that is a choice. */
const likenessNotes = (shots: readonly string[], { likeness }: PlanOptions): Note[] =>
  choosesByLikeness(shots) ? [note('examples-alike', { by: likeness?.by ?? 'words' })] : [];

/** Only prose has a meaning that its words do not tell. */
const comparesMeaning = (prompt: Prompt, { compare }: Pick<PlanOptions, 'compare'>): boolean =>
  compare === 'meaning' && answerShapeOf(prompt).kind === 'text';
