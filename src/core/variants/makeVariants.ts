/** Prompt → the variants of a run: the original, kept and model-written ones, and rule-based ones. */

import { UserError } from '../errors.js';
import { nearest } from '../text/nearest.js';
import type { Prompt } from '../prompt/prompt.js';
import { HAND_WRITTEN, wordingId } from '../prompt/settings/settings.js';
import { CLASS_IDS, DEFAULT_COUNTS, RULE_CLASSES, type VariantRequest } from './classes/classes.js';
import type { Asked } from './frozen.js';
import { checkMeaning, NOTHING_FOUND } from './meaning/meaningCheck.js';
import { paraphrasesFor, type ParaphraseSet, type ParaphraseSources } from './keptParaphrases.js';
import { PARAPHRASE } from './classes/paraphrase.js';
import { excludedOf } from './excluded.js';
import {
  candidatesOf,
  saidIn,
  variantIdOf,
  type Candidate,
  type Candidates,
} from './ruleVariants.js';
import { spreadOver } from './spread.js';
import type { Rejection, Shortfall, Variant, VariantClass } from './variant.js';
import { worded } from '../say/worded.js';

export const ORIGINAL = 'original';

export interface VariantOptions extends ParaphraseSources {
  /** Variants per class, or in total; null uses the prompt file's setting, or the default. */
  readonly counts: VariantRequest | null;
  readonly seed: number;
}

export interface VariantSet {
  /** The number of paraphrases requested. */
  readonly paraphrases: number;
  /** The variants to send: the original first, then by class, stress classes last. */
  readonly variants: readonly Variant[];
  /** Variants that are not sent: rejected, excluded, or written for an earlier version of the prompt. */
  readonly unused: readonly Variant[];
  /** Kept paraphrases beyond the number that is sent. */
  readonly spare: readonly Variant[];
  /** What will be planned once the model has written the missing paraphrases; zeros if it will not be asked. */
  readonly awaited: {
    /** Paraphrases it will be asked for. */
    readonly paraphrases: number;
    /** Max variants they add to those above. */
    readonly variants: number;
  };
  /** Paraphrases the model just wrote, to be kept for review, also those the check turned down. */
  readonly written: readonly Variant[];
  /** The request just made to the model; null if there was none. */
  readonly asked: Asked | null;
  /** Rejected candidates, each with the step of the meaning check and the reason. */
  readonly rejections: readonly Rejection[];
  readonly shortfalls: readonly Shortfall[];
}

/** Max candidates per class when a total is spread over all classes. */
const MAX_CANDIDATES = 24;

/** Throws `UserError` for a class that does not exist. */
export async function makeVariants(prompt: Prompt, options: VariantOptions): Promise<VariantSet> {
  const setting = prompt.settings.variants;
  if (options.counts === null && Array.isArray(setting)) return handWritten(prompt);
  const asked = options.counts ?? (Array.isArray(setting) ? null : setting) ?? DEFAULT_COUNTS;
  return typeof asked === 'number'
    ? inAll(prompt, asked, options)
    : perClass(prompt, asked, options);
}

/** The prompt itself as the first variant. */
export const originalOf = ({ messages }: Prompt): Variant => ({
  id: ORIGINAL,
  class: ORIGINAL,
  stress: false,
  change: 'The prompt as written',
  messages: messages.map(({ role, content }) => ({ role, content })),
  gate: NOTHING_FOUND,
  status: 'original',
});

/** A set of existing variants, without shortfalls. */
export const onlyThese = (variants: readonly Variant[]): VariantSet => ({
  paraphrases: 0,
  variants,
  unused: [],
  spare: [],
  awaited: { paraphrases: 0, variants: 0 },
  written: [],
  asked: null,
  rejections: [],
  shortfalls: [],
});

function handWritten(prompt: Prompt): VariantSet {
  const { variants } = prompt.settings;
  const { ids } = excludedOf(prompt, null);
  const all = (Array.isArray(variants) ? variants : []).map((wording, index): Variant => ({
    id: wordingId(wording, index),
    class: HAND_WRITTEN,
    stress: false,
    change: wording.change ?? 'Written by hand in the prompt file',
    messages: wording.messages,
    gate: checkMeaning(prompt, wording.messages, { rewritten: true }),
    status: ids.has(wordingId(wording, index)) ? 'rejected' : 'approved',
  }));
  const sent = all.filter(({ status }) => status === 'approved');
  return {
    ...onlyThese([originalOf(prompt), ...sent]),
    unused: all.filter(({ status }) => status === 'rejected'),
  };
}

async function perClass(
  prompt: Prompt,
  counts: Readonly<Record<string, number>>,
  options: VariantOptions,
): Promise<VariantSet> {
  refuseUnknownClasses(counts);
  const paraphrases = await paraphrasesFor(prompt, counts[PARAPHRASE] ?? 0, options);
  const shared = sharedBy(prompt, options);
  const tried = RULE_CLASSES.map((variantClass) => {
    const most = counts[variantClass.id] ?? 0;
    const found = candidatesOf(prompt, variantClass, { most, ...shared });
    return { ...found, shortfall: shortfallOf(variantClass, most, found) };
  });
  const candidates = tried.flatMap((each) => each.candidates);
  const shortfalls = tried.flatMap(({ shortfall }) => shortfall ?? []);
  const { awaited } = paraphrases;
  return setOf(prompt, { ...paraphrases, more: awaited }, { candidates, tried, shortfalls });
}

/** Paraphrases get the share of one class; rule-based variants fill the rest. */
async function inAll(prompt: Prompt, total: number, options: VariantOptions): Promise<VariantSet> {
  const classes = RULE_CLASSES.filter(({ stress }) => !stress);
  const paraphrases = await paraphrasesFor(
    prompt,
    Math.ceil(total / (classes.length + 1)),
    options,
  );
  const shared = sharedBy(prompt, options);
  const tried = classes.map((variantClass) =>
    candidatesOf(prompt, variantClass, { most: MAX_CANDIDATES, ...shared }),
  );
  const wanted = Math.max(0, total - paraphrases.variants.length);
  const pools = tried.map((each) => each.candidates);
  const chosen = spreadOver(prompt, pools, wanted);
  const candidates = classes.flatMap((each) => chosen.filter((one) => one.class === each));
  const made = paraphrases.variants.length + candidates.length;
  const reason = 'no more variants differ enough';
  const shortfalls = made < total ? [{ class: 'all', wanted: total, made, reason }] : [];
  // Paraphrases take the places of other variants.
  const more = Math.min(paraphrases.awaited, Math.max(0, total - made));
  return setOf(
    prompt,
    { ...paraphrases, shortfall: null, more },
    { candidates, tried, shortfalls },
  );
}

const sharedBy = (prompt: Prompt, { seed, frozen }: VariantOptions) => ({
  seed,
  said: saidIn(prompt),
  excluded: excludedOf(prompt, frozen),
});

function setOf(
  prompt: Prompt,
  paraphrases: ParaphraseSet & { readonly more: number },
  byRule: {
    readonly candidates: readonly Candidate[];
    readonly tried: readonly Candidates[];
    readonly shortfalls: readonly Shortfall[];
  },
): VariantSet {
  const { unused, spare, written, asked } = paraphrases;
  const made = [
    ...paraphrases.variants,
    ...byRule.candidates.map((each) => variantOf(each, 'generated')),
  ];
  const excluded = byRule.tried.flatMap((each) => each.excluded);
  return {
    paraphrases: paraphrases.wanted,
    variants: [
      originalOf(prompt),
      ...made.filter(({ stress }) => !stress),
      ...made.filter(({ stress }) => stress),
    ],
    unused: [...unused, ...excluded.map((each) => variantOf(each, 'rejected'))],
    spare,
    awaited: { paraphrases: paraphrases.awaited, variants: paraphrases.more },
    written,
    asked,
    rejections: [
      ...paraphrases.rejections,
      ...byRule.tried.flatMap(({ rejections }) => rejections),
    ],
    shortfalls: [...(paraphrases.shortfall ? [paraphrases.shortfall] : []), ...byRule.shortfalls],
  };
}

const variantOf = (candidate: Candidate, status: Variant['status']): Variant => {
  const { change, messages, gate } = candidate;
  const { id, stress } = candidate.class;
  return { id: variantIdOf(candidate), class: id, stress, change, messages, gate, status };
};

function shortfallOf(
  { id, whenNone }: VariantClass,
  wanted: number,
  { candidates, excluded, rejections, notTried }: Candidates,
): Shortfall | null {
  const made = candidates.length;
  if (made >= wanted) return null;
  const [refused] = rejections;
  const nothing = refused ? `all were rejected (${refused.reason})` : whenNone;
  const reason =
    notTried ?? (made + excluded.length === 0 ? nothing : 'no more distinct variants exist');
  const note = excluded.length > 0 ? `; ${excluded.length} excluded` : '';
  return { class: id, wanted, made, reason: reason + note };
}

/** Throws `UserError` for a class that does not exist. */
export function refuseUnknownClasses(counts: Readonly<Record<string, number>>): void {
  const unknown = Object.keys(counts).filter((id) => !CLASS_IDS.includes(id));
  const [first] = unknown;
  if (first === undefined) return;
  const near = nearest(first, CLASS_IDS);
  throw new UserError(
    near === null
      ? worded`Unknown variant class ${unknown.join(', ')}. Classes: ${CLASS_IDS.join(', ')}.`
      : worded`Unknown variant class ${unknown.join(', ')}. Did you mean \`${near}\`? Classes: ${CLASS_IDS.join(', ')}.`,
  );
}
