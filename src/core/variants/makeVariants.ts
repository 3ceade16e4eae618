/** Prompt → the wordings of a run: the original, the kept and the model-written ones, and those made by rule. */

import { UserError } from '../errors.js';
import type { Ask } from '../ports/model.js';
import { labelsOf } from '../prompt/answerShape.js';
import type { Message, Prompt } from '../prompt/prompt.js';
import { HAND_WRITTEN, wordingId } from '../prompt/settings.js';
import { randomFrom } from '../random.js';
import { CLASS_IDS, DEFAULT_COUNTS, PARAPHRASE, RULE_CLASSES } from './classes.js';
import { thawVariants, type FrozenVariants } from './frozen.js';
import { checkMeaning } from './gate.js';
import { writeParaphrases } from './paraphrase.js';
import type { GateResult, Rewording, Variant, VariantClass } from './variant.js';

export const ORIGINAL = 'original';

export interface VariantOptions {
  /** Variants per class; null takes the prompt file's setting, else the default. */
  readonly counts: Readonly<Record<string, number>> | null;
  readonly seed: number;
  readonly frozen: FrozenVariants | null;
  /** Asks the model for paraphrases that are missing; null asks nobody. */
  readonly ask: Ask | null;
}

/** Fewer variants of a class than were wanted. */
export interface Shortfall {
  readonly class: string;
  readonly wanted: number;
  readonly made: number;
  readonly reason: string;
}

export const shortfallText = ({ class: id, wanted, made, reason }: Shortfall): string =>
  `${made} of ${wanted} ${id} variants: ${reason}`;

export interface VariantSet {
  /** What is sent: the original first, then by class, stress classes last. */
  readonly variants: readonly Variant[];
  /** Kept wordings that are not sent: rejected, or made for an earlier version of the prompt. */
  readonly unused: readonly Variant[];
  /** Paraphrases the model wrote just now, to be kept for review. */
  readonly written: readonly Variant[];
  readonly shortfalls: readonly Shortfall[];
}

/** Throws `UserError` for a class that does not exist. */
export async function makeVariants(prompt: Prompt, options: VariantOptions): Promise<VariantSet> {
  const labels = labelsOf(prompt);
  const original: Variant = {
    id: ORIGINAL,
    class: ORIGINAL,
    stress: false,
    change: 'The prompt as it stands',
    messages: prompt.messages.map(({ role, content }) => ({ role, content })),
    gate: { invariants: [], drift: 0, entails: null },
    status: 'original',
  };
  const setting = prompt.settings.variants;
  if (!options.counts && Array.isArray(setting)) {
    const written = setting.map((wording, index): Variant => ({
      id: wordingId(wording, index),
      class: HAND_WRITTEN,
      stress: false,
      change: wording.change ?? 'Worded by hand in the prompt file',
      messages: wording.messages,
      gate: checkMeaning(prompt.messages, wording.messages, { labels }),
      status: 'approved',
    }));
    return { variants: [original, ...written], unused: [], written: [], shortfalls: [] };
  }
  const counts =
    options.counts ?? (setting as Record<string, number> | undefined) ?? DEFAULT_COUNTS;
  refuseUnknownClasses(counts);
  const paraphrases = await paraphrasesFor(prompt, counts[PARAPHRASE] ?? 0, { ...options, labels });
  const byRule = RULE_CLASSES.map((variantClass) =>
    ruleVariants(prompt, variantClass, {
      wanted: counts[variantClass.id] ?? 0,
      seed: options.seed,
      labels,
    }),
  );
  const made = [...paraphrases.variants, ...byRule.flatMap(({ variants }) => variants)];
  return {
    variants: [
      original,
      ...made.filter(({ stress }) => !stress),
      ...made.filter(({ stress }) => stress),
    ],
    unused: paraphrases.unused,
    written: paraphrases.written,
    shortfalls: [paraphrases.shortfall, ...byRule.map(({ shortfall }) => shortfall)].filter(
      (each) => each !== null,
    ),
  };
}

function refuseUnknownClasses(counts: Readonly<Record<string, number>>): void {
  const unknown = Object.keys(counts).filter((id) => !CLASS_IDS.includes(id));
  if (unknown.length === 0) return;
  throw new UserError(
    `There is no class of variants called ${unknown.join(', ')}. Classes: ${CLASS_IDS.join(', ')}.`,
  );
}

async function paraphrasesFor(
  prompt: Prompt,
  wanted: number,
  { frozen, ask, labels }: VariantOptions & { labels: readonly string[] },
): Promise<{
  variants: Variant[];
  unused: Variant[];
  written: Variant[];
  shortfall: Shortfall | null;
}> {
  const kept = frozen ? thawVariants(frozen, prompt, labels) : [];
  const usable = [
    ...kept.filter(({ status }) => status === 'approved'),
    ...kept.filter(({ status }) => status === 'pending'),
  ];
  const unused = kept.filter(({ status }) => status === 'rejected' || status === 'stale');
  const taken = usable.slice(0, wanted);
  const missing = wanted - taken.length;
  if (missing === 0) return { variants: taken, unused, written: [], shortfall: null };
  const stale = unused.filter(({ status }) => status === 'stale').length;
  const staleNote = stale > 0 ? `; ${stale} kept for an earlier version of the prompt` : '';
  const shortfall = (made: number, reason: string): Shortfall | null =>
    made < wanted ? { class: PARAPHRASE, wanted, made, reason: reason + staleNote } : null;
  if (!ask) {
    const reason = 'no model was asked to write any and none are kept';
    return { variants: taken, unused, written: [], shortfall: shortfall(taken.length, reason) };
  }
  const { accepted, rejected } = await writeParaphrases(prompt, missing, {
    ask,
    labels,
    existing: usable,
  });
  const ids = freeIds(
    PARAPHRASE,
    new Set(kept.filter(({ status }) => status !== 'stale').map(({ id }) => id)),
  );
  const written = accepted.map(({ change, messages }): Variant => ({
    id: ids.next().value as string,
    class: PARAPHRASE,
    stress: false,
    change,
    messages,
    gate: checkMeaning(prompt.messages, messages, { labels, rewritten: true }),
    status: 'pending',
  }));
  const variants = [...taken, ...written];
  const reason = `the model's attempts did not hold (${[...new Set(rejected)].slice(0, 2).join(' / ')})`;
  return { variants, unused, written, shortfall: shortfall(variants.length, reason) };
}

function* freeIds(prefix: string, taken: ReadonlySet<string>): Generator<string> {
  for (let number = 1; ; number++) {
    const id = `${prefix}-${number}`;
    if (!taken.has(id)) yield id;
  }
}

function ruleVariants(
  prompt: Prompt,
  variantClass: VariantClass,
  { wanted, seed, labels }: { wanted: number; seed: number; labels: readonly string[] },
): { variants: Variant[]; shortfall: Shortfall | null } {
  if (wanted === 0) return { variants: [], shortfall: null };
  const random = randomFrom('variants', seed, variantClass.id);
  const seen = new Set([identity(prompt.messages)]);
  const variants: Variant[] = [];
  for (const rewording of variantClass.rewordings(prompt, { random, labels })) {
    if (variants.length === wanted) break;
    const accepted = accept(prompt, rewording, { seen, labels });
    if (!accepted) continue;
    variants.push({
      id: `${variantClass.id}-${variants.length + 1}`,
      class: variantClass.id,
      stress: variantClass.stress,
      change: rewording.change,
      messages: rewording.messages,
      gate: accepted,
      status: 'generated',
    });
  }
  const short = variants.length < wanted;
  const reason = variants.length === 0 ? variantClass.whenNone : 'there are no more different ones';
  return {
    variants,
    shortfall: short ? { class: variantClass.id, wanted, made: variants.length, reason } : null,
  };
}

/** The gate's result for a rewording that says something new and keeps what must be kept; null for any other. */
function accept(
  prompt: Prompt,
  { messages }: Rewording,
  { seen, labels }: { seen: Set<string>; labels: readonly string[] },
): GateResult | null {
  if (seen.has(identity(messages))) return null;
  const gate = checkMeaning(prompt.messages, messages, { labels, renumbered: true });
  if (gate.invariants.length > 0) return null;
  seen.add(identity(messages));
  return gate;
}

const identity = (messages: readonly Message[]) =>
  JSON.stringify(messages.map(({ content }) => content));
