/** Paraphrases: the kept ones, and new ones from a model if there are too few. */

import type { Ask, Embed } from '../ports/model.js';
import type { Prompt } from '../prompt/prompt.js';
import { fingerprint } from '../prompt/fingerprint.js';
import { thawVariants, type Asked, type FrozenVariants } from './frozen.js';
import { excludedOf, isRuleMade } from './excluded.js';
import { stepsText } from './meaning/rejectionCounts.js';
import { PARAPHRASE, writeParaphrases } from './classes/paraphrase.js';
import type { GateResult, Rejection, Shortfall, Variant } from './variant.js';

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
}

export interface ParaphraseSet {
  readonly wanted: number;
  readonly variants: readonly Variant[];
  readonly unused: readonly Variant[];
  /** Kept but not sent: beyond the wanted number, or pending and failing the meaning check. */
  readonly spare: readonly Variant[];
  readonly written: readonly Variant[];
  readonly rejections: readonly Rejection[];
  /** The request to the model; null if it was not asked this time. */
  readonly asked: Asked | null;
  readonly shortfall: Shortfall | null;
}

/** A request is not repeated, whether its paraphrases were kept or rejected. */
export async function paraphrasesFor(
  prompt: Prompt,
  wanted: number,
  { frozen, ask, model = 'unknown', embed = null, again = false }: ParaphraseSources,
): Promise<ParaphraseSet> {
  const all = keptOf(prompt, frozen);
  const kept = sorted(all, wanted);
  const isCurrent = frozen?.original === fingerprint(prompt.messages);
  const before = (isCurrent && frozen.asked) || [];
  const isAsked = before.some((each) => each.model === model && each.wanted >= wanted);
  const missing = wanted - kept.taken.length;
  if (missing === 0 || !ask || (isAsked && !again)) return withoutAsking(kept, wanted, before);
  const { accepted, rejected } = await writeParaphrases(prompt, missing, {
    ask,
    embed,
    existing: all.filter(({ status }) => status !== 'stale'),
  });
  const ids = freeIds(PARAPHRASE, new Set(all.map(({ id }) => id)));
  const written = accepted.map(({ change, messages, gate }): Variant => ({
    ...{ id: ids.next().value as string, class: PARAPHRASE, stress: false },
    ...{ change, messages, gate, status: 'pending' },
  }));
  const variants = [...kept.taken, ...written];
  return {
    ...{ wanted, variants, unused: kept.unused, spare: kept.spare, written },
    rejections: rejected,
    asked: { model, wanted },
    shortfall: shortfallOf(variants.length, rejectedText(rejected), {
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
  /** How many wait for review although they fail the check. */
  readonly failing: number;
}

/** Approved ones first, then those that wait for review and pass the check. */
function sorted(kept: readonly Variant[], wanted: number): KeptParaphrases {
  const pending = kept.filter(({ status }) => status === 'pending');
  const failing = pending.filter((each) => !holds(each.gate));
  const usable = [
    ...kept.filter(({ status }) => status === 'approved'),
    ...pending.filter((each) => holds(each.gate)),
  ];
  return {
    taken: usable.slice(0, wanted),
    spare: [...usable.slice(wanted), ...failing],
    unused: kept.filter(({ status }) => status === 'rejected' || status === 'stale'),
    failing: failing.length,
  };
}

function withoutAsking(
  kept: KeptParaphrases,
  wanted: number,
  before: NonNullable<FrozenVariants['asked']>,
): ParaphraseSet {
  const { taken, spare, unused } = kept;
  const known = before.flatMap(({ rejected }) =>
    rejected.map((each) => ({ class: PARAPHRASE, ...each })),
  );
  const reason =
    before.length > 0
      ? rejectedText(known)
      : `no model was asked to write ${taken.length === 0 ? 'any' : 'more'}`;
  return {
    ...{ wanted, variants: taken, unused, spare, written: [], asked: null },
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
    ...(failing > 0 ? [`; ${failing} awaiting review failed the meaning check`] : []),
    ...(rejected > 0 ? [`; ${rejected} rejected in review`] : []),
    ...(stale > 0 ? [`; ${stale} written for an earlier version of the prompt`] : []),
  ].join('');
  return made < wanted ? { class: PARAPHRASE, wanted, made, reason: reason + notes } : null;
}

/** A person's edit may have changed the task, so kept variants are checked like new ones. */
const holds = ({ invariants, entails }: GateResult) => invariants.length === 0 && entails !== false;

function rejectedText(rejected: readonly Rejection[]): string {
  if (rejected.length === 0) return 'the model wrote no more';
  const reasons = [...new Set(rejected.map(({ reason }) => reason))].slice(0, 2).join(' / ');
  return `${rejected.length} rejected (${stepsText(rejected)}): ${reasons}`;
}

function* freeIds(prefix: string, taken: ReadonlySet<string>): Generator<string> {
  for (let number = 1; ; number++) {
    const id = `${prefix}-${number}`;
    if (!taken.has(id)) yield id;
  }
}
