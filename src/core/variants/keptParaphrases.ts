/** Paraphrases: those that are kept, and what a model writes where they are too few. */

import type { Ask, Embed } from '../ports/model.js';
import type { Prompt } from '../prompt/prompt.js';
import { fingerprint } from '../prompt/fingerprint.js';
import { thawVariants, type Asked, type FrozenVariants } from './frozen.js';
import { stepsText } from './meaning/rejectionCounts.js';
import { PARAPHRASE, writeParaphrases } from './classes/paraphrase.js';
import type { GateResult, Rejection, Shortfall, Variant } from './variant.js';

export interface ParaphraseSources {
  readonly frozen: FrozenVariants | null;
  /** Asks the model for paraphrases that are missing, and for their requirements; null asks nobody. */
  readonly ask: Ask | null;
  /** Who is asked. */
  readonly model?: string;
  /** Null measures drift in words. */
  readonly embed?: Embed | null;
  /** Asks for what is missing although a model was asked before. */
  readonly again?: boolean;
}

export interface ParaphraseSet {
  readonly wanted: number;
  readonly variants: readonly Variant[];
  readonly unused: readonly Variant[];
  /** Kept and not sent: beyond the wanted number, or waiting for a person without having passed the gate. */
  readonly spare: readonly Variant[];
  readonly written: readonly Variant[];
  readonly rejections: readonly Rejection[];
  /** What the model was asked for; null when it was not asked now. */
  readonly asked: Asked | null;
  readonly shortfall: Shortfall | null;
}

/** What a model was asked for once, it is not asked for again: neither what was kept nor what did not hold. */
export async function paraphrasesFor(
  prompt: Prompt,
  wanted: number,
  { frozen, ask, model = 'unknown', embed = null, again = false }: ParaphraseSources,
): Promise<ParaphraseSet> {
  const kept = frozen ? thawVariants(frozen, prompt) : [];
  const usable = [
    ...kept.filter(({ status }) => status === 'approved'),
    ...kept.filter((each) => each.status === 'pending' && holds(each.gate)),
  ];
  const failing = kept.filter((each) => each.status === 'pending' && !holds(each.gate));
  const unused = kept.filter(({ status }) => status === 'rejected' || status === 'stale');
  const [taken, spare] = [usable.slice(0, wanted), [...usable.slice(wanted), ...failing]];
  const isCurrent = frozen?.original === fingerprint(prompt.messages);
  const before = (isCurrent && frozen.asked) || [];
  const stale = unused.filter(({ status }) => status === 'stale').length;
  const refused = unused.length - stale;
  const notes = [
    ...(failing.length > 0 ? [`; ${failing.length} in review did not pass the gate`] : []),
    ...(refused > 0 ? [`; ${refused} rejected in review`] : []),
    ...(stale > 0 ? [`; ${stale} kept for an earlier version of the prompt`] : []),
  ].join('');
  const shortfall = (made: number, reason: string): Shortfall | null =>
    made < wanted ? { class: PARAPHRASE, wanted, made, reason: reason + notes } : null;
  const known = before.flatMap(({ rejected }) =>
    rejected.map((each) => ({ class: PARAPHRASE, ...each })),
  );
  const withoutAsking = (reason: string): ParaphraseSet => ({
    wanted,
    variants: taken,
    unused,
    spare,
    written: [],
    rejections: wanted > 0 ? known : [],
    asked: null,
    shortfall: shortfall(taken.length, reason),
  });
  const missing = wanted - taken.length;
  const isAsked = before.some((each) => each.model === model && each.wanted >= wanted);
  if (missing === 0 || !ask || (isAsked && !again))
    return withoutAsking(
      before.length > 0
        ? `of what was written, ${rejectedText(known)}`
        : `no model was asked to write any and ${taken.length === 0 ? 'none' : 'no more'} are kept`,
    );
  const { accepted, rejected } = await writeParaphrases(prompt, missing, {
    ask,
    embed,
    existing: kept.filter(({ status }) => status !== 'stale'),
  });
  const ids = freeIds(PARAPHRASE, new Set(kept.map(({ id }) => id)));
  const written = accepted.map(({ change, messages, gate }): Variant => ({
    id: ids.next().value as string,
    class: PARAPHRASE,
    stress: false,
    change,
    messages,
    gate,
    status: 'pending',
  }));
  const variants = [...taken, ...written];
  return {
    wanted,
    variants,
    unused,
    spare,
    written,
    rejections: rejected,
    asked: { model, wanted },
    shortfall: shortfall(variants.length, `of what was written, ${rejectedText(rejected)}`),
  };
}

/** A person may have mended a wording into another task. */
const holds = ({ invariants, entails }: GateResult) => invariants.length === 0 && entails !== false;

function rejectedText(rejected: readonly Rejection[]): string {
  if (rejected.length === 0) return 'nothing was turned down';
  const reasons = [...new Set(rejected.map(({ reason }) => reason))].slice(0, 2).join(' / ');
  return `${rejected.length} did not hold (${stepsText(rejected)}): ${reasons}`;
}

function* freeIds(prefix: string, taken: ReadonlySet<string>): Generator<string> {
  for (let number = 1; ; number++) {
    const id = `${prefix}-${number}`;
    if (!taken.has(id)) yield id;
  }
}
