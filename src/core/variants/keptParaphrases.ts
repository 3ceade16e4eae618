/** Paraphrases: the kept ones, and new ones from a model if there are too few. */

import type { Ask, Embed } from '../ports/model.js';
import type { Prompt } from '../prompt/prompt.js';
import { fingerprint } from '../prompt/fingerprint.js';
import { thawVariants, type Asked, type FrozenVariants } from './frozen.js';
import { excludedOf, identityOf, isRuleMade } from './excluded.js';
import { freeIds } from './freeIds.js';
import { stepsText } from './meaning/rejectionCounts.js';
import { PARAPHRASE, writeParaphrases, type CheckedRewording } from './classes/paraphrase.js';
import { isTurnedDown, type Rejection, type Shortfall, type Variant } from './variant.js';

export interface ParaphraseSources {
  readonly frozen: FrozenVariants | null;
  /** Asks the model for missing paraphrases and checks their requirements; null asks no model. */
  readonly ask: Ask | null;
  /** The id of the model that is asked. */
  readonly model?: string;
  /** Null measures drift in words. */
  readonly embed?: Embed | null;
  /** Asks for missing paraphrases even if this model was asked before. */
  readonly again?: boolean;
  /** Nobody is asked now, but the model will be once the plan is confirmed. */
  readonly asksLater?: boolean;
}

export interface ParaphraseSet {
  readonly wanted: number;
  readonly variants: readonly Variant[];
  readonly unused: readonly Variant[];
  /** Kept but not sent: beyond the wanted number, or pending and failing the meaning check. */
  readonly spare: readonly Variant[];
  /** What the model just wrote, also what the check turned down. */
  readonly written: readonly Variant[];
  /** How many paraphrases the model will be asked for once the plan is confirmed. */
  readonly awaited: number;
  readonly rejections: readonly Rejection[];
  /** The request to the model; null if it was not asked this time. */
  readonly asked: Asked | null;
  readonly shortfall: Shortfall | null;
}

/** A request is not repeated, whether its paraphrases were kept or rejected. */
export async function paraphrasesFor(
  prompt: Prompt,
  wanted: number,
  sources: ParaphraseSources,
): Promise<ParaphraseSet> {
  const { frozen, ask, model = 'unknown', embed = null, again = false } = sources;
  const all = keptOf(prompt, frozen);
  const kept = sorted(all, wanted);
  const isCurrent = frozen?.original === fingerprint(prompt.messages);
  const before = (isCurrent && frozen.asked) || [];
  const isAsked = before.some((each) => each.model === model && each.wanted >= wanted);
  const missing = isAsked && !again ? 0 : wanted - kept.taken.length;
  if (missing === 0 || !ask)
    return withoutAsking(kept, before, { wanted, awaited: sources.asksLater ? missing : 0 });
  const { accepted, rejected, turnedDown } = await writeParaphrases(prompt, missing, {
    ask,
    embed,
    // One that was turned down may be written again, for another judge.
    existing: all.filter((each) => each.status !== 'stale' && !kept.failing.includes(each)),
  });
  const ids = freeIds(PARAPHRASE, new Set(all.map(({ id }) => id)));
  const pending = ({ change, messages, gate }: CheckedRewording): Variant => ({
    ...{ id: ids.next().value as string, class: PARAPHRASE, stress: false },
    ...{ change, messages, gate, status: 'pending' },
  });
  const written = accepted.map(pending);
  const known = new Set(all.map(({ messages }) => identityOf(messages)));
  const failed = turnedDown.filter(({ messages }) => !known.has(identityOf(messages))).map(pending);
  const variants = [...kept.taken, ...written];
  return {
    ...{ wanted, variants, unused: kept.unused, awaited: 0 },
    spare: [...kept.spare, ...failed],
    written: [...written, ...failed],
    rejections: rejected,
    asked: { model, wanted },
    shortfall: shortfallOf(variants.length, rejectedText(rejected, written.length), {
      wanted,
      kept,
    }),
  };
}

/** Excluded ones count as rejected. Rule-made variants are only kept to be excluded. */
function keptOf(prompt: Prompt, frozen: FrozenVariants | null): Variant[] {
  const { ids } = excludedOf(prompt, frozen);
  return (frozen ? thawVariants(frozen, prompt) : [])
    .filter(({ class: id }) => !isRuleMade(id))
    .map((each) =>
      each.status !== 'stale' && ids.has(each.id) ? { ...each, status: 'rejected' } : each,
    );
}

interface KeptParaphrases {
  /** Those that are sent. */
  readonly taken: readonly Variant[];
  /** Beyond the number wanted, or failing the check. */
  readonly spare: readonly Variant[];
  /** Rejected, or made for an earlier version of the prompt. */
  readonly unused: readonly Variant[];
  /** Those that wait for review although they fail the check. */
  readonly failing: readonly Variant[];
}

/** Approved ones first, then those that wait for review and pass the check. */
function sorted(kept: readonly Variant[], wanted: number): KeptParaphrases {
  const pending = kept.filter(({ status }) => status === 'pending');
  // A person's edit may have changed the task, so kept variants are checked like new ones.
  const failing = pending.filter(({ gate }) => isTurnedDown(gate));
  const usable = [
    ...kept.filter(({ status }) => status === 'approved'),
    ...pending.filter(({ gate }) => !isTurnedDown(gate)),
  ];
  return {
    taken: usable.slice(0, wanted),
    spare: [...usable.slice(wanted), ...failing],
    unused: kept.filter(({ status }) => status === 'rejected' || status === 'stale'),
    failing,
  };
}

function withoutAsking(
  kept: KeptParaphrases,
  before: NonNullable<FrozenVariants['asked']>,
  { wanted, awaited }: { wanted: number; awaited: number },
): ParaphraseSet {
  const { taken, spare, unused } = kept;
  const known = before.flatMap(({ rejected }) =>
    rejected.map((each) => ({ class: PARAPHRASE, ...each })),
  );
  const more = taken.length === 0 ? 'any' : 'more';
  const unasked =
    awaited > 0 ? 'a model will be asked first' : `no model was asked to write ${more}`;
  const reason = before.length > 0 && awaited === 0 ? rejectedText(known, taken.length) : unasked;
  return {
    ...{ wanted, awaited, variants: taken, unused, spare, written: [], asked: null },
    rejections: wanted > 0 ? known : [],
    shortfall: shortfallOf(taken.length, reason, { wanted, kept }),
  };
}

/** Null when as many were made as were wanted. */
function shortfallOf(
  made: number,
  reason: string,
  { wanted, kept: { failing, unused } }: { wanted: number; kept: KeptParaphrases },
): Shortfall | null {
  const stale = unused.filter(({ status }) => status === 'stale').length;
  const rejected = unused.length - stale;
  const notes = [
    ...(failing.length > 0 ? [`; ${failing.length} awaiting review failed the meaning check`] : []),
    ...(rejected > 0 ? [`; ${rejected} rejected in review`] : []),
    ...(stale > 0 ? [`; ${stale} written for an earlier version of the prompt`] : []),
  ].join('');
  return made < wanted ? { class: PARAPHRASE, wanted, made, reason: reason + notes } : null;
}

function rejectedText(rejected: readonly Rejection[], made: number): string {
  if (rejected.length === 0) return 'the model wrote no more';
  const reasons = [...new Set(rejected.map(({ reason }) => reason))].slice(0, 2).join(' / ');
  const isUnable = made === 0 && rejected.every(({ step }) => step === 'form');
  const found = `${rejected.length} rejected (${stepsText(rejected)}): ${reasons}`;
  return isUnable ? `${found}. ${WHAT_TO_DO}` : found;
}

const WHAT_TO_DO =
  'Name a larger model with `judge: NAME` in plumbline.yml, write variants by hand, or import them';
