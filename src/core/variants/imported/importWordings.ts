/** Wordings from anywhere, checked like those a model wrote, and kept for the same review. */

import * as z from 'zod';
import type { Ask, Embed, Message } from '../../ports/model.js';
import type { Prompt } from '../../prompt/prompt.js';
import { PARAPHRASE } from '../classes/paraphrase.js';
import { identityOf } from '../excluded.js';
import { thawVariants, type FrozenVariants } from '../frozen.js';
import { freeIds } from '../freeIds.js';
import { checkWording, type MeaningCheck } from '../meaning/meaningCheck.js';
import type { Variant } from '../variant.js';
import { placeWordings } from './placeWordings.js';
import type { ImportedWording } from './readWordings.js';

/** What became of one wording, as it is printed. */
export const importedSchema = z.object({
  text: z.string(),
  /** `rejected` by a certain rule or the judge; `flagged`: a reviewer should look at it. */
  status: z.enum(['passed', 'flagged', 'rejected']),
  flags: z.array(z.object({ code: z.string(), text: z.string() })).readonly(),
  /** How likely it does not ask for the same, in [0,1]; 1 if rejected. */
  risk: z.number().min(0).max(1),
  /** Why it was rejected; null if it was not. */
  reason: z.string().nullable(),
  /** The id it is kept by; null if it is not kept: empty, not new, or a dry run. */
  id: z.string().nullable(),
});
export type Imported = z.infer<typeof importedSchema>;

export interface ImportOptions {
  readonly frozen: FrozenVariants | null;
  /** Null asks no judge. */
  readonly ask: Ask | null;
  readonly embed: Embed | null;
  /** What is said of the variants, for example the name of the file. */
  readonly change: string;
}

export interface ImportResult {
  /** One per wording, in their order. */
  readonly imported: readonly Imported[];
  /** Those to be kept, rejected ones included: a person may approve them all the same. */
  readonly variants: readonly Variant[];
}

/** Checks each wording; with a judge that is two calls for each that no rule rejects. */
export async function importWordings(
  prompt: Prompt,
  wordings: readonly ImportedWording[],
  { frozen, ask, embed, change }: ImportOptions,
): Promise<ImportResult> {
  const kept = frozen ? thawVariants(frozen, prompt) : [];
  const all = placeWordings(prompt, wordings);
  // Whatever the order of the file: all that are not the same are compared.
  const current = kept.filter(({ status }) => status !== 'stale').map(({ messages }) => messages);
  const checks = await Promise.all(
    all.map((messages) => {
      const own = spacedAlike(messages);
      const others = [...current, ...all].filter((other) => spacedAlike(other) !== own);
      return checkWording(prompt, messages, { ask, embed, others, repeated: 'flag' });
    }),
  );
  const ids = freeIds(PARAPHRASE, new Set(kept.map(({ id }) => id)));
  const known = new Map(
    kept
      .filter(({ status }) => status !== 'stale')
      .map((each) => [spacedAlike(each.messages), each.id]),
  );
  known.set(spacedAlike(prompt.messages), 'the original');
  const variants: Variant[] = [];
  const imported = wordings.map(({ text }, index) => {
    const messages = all[index] as readonly Message[];
    const check = checks[index] as MeaningCheck;
    const identity = spacedAlike(messages);
    const twin = known.get(identity) ?? null;
    if (twin !== null || text.trim() === '') return resultOf(text, check, { twin, id: null });
    const id = ids.next().value as string;
    known.set(identity, id);
    const { gate } = check;
    variants.push({
      ...{ id, class: PARAPHRASE, stress: false },
      ...{ change, messages, gate, status: 'pending' },
    });
    return resultOf(text, check, { twin, id });
  });
  return { imported, variants };
}

/** Equal for messages that differ in white space at most. */
const spacedAlike = (messages: readonly Message[]): string =>
  identityOf(
    messages.map(({ role, content }) => ({ role, content: content.replace(/\s+/g, ' ').trim() })),
  );

function resultOf(
  text: string,
  { gate, turnedDown }: MeaningCheck,
  { twin, id }: { twin: string | null; id: string | null },
): Imported {
  const repeats = { code: 'repeats', text: `it is the same as ${twin}` };
  const flags =
    twin === null ? gate.flags : [repeats, ...gate.flags.filter(({ code }) => code !== 'repeats')];
  return {
    text,
    status: turnedDown ? 'rejected' : flags.length > 0 ? 'flagged' : 'passed',
    flags,
    risk: gate.risk ?? 0,
    reason: turnedDown?.reason ?? null,
    id,
  };
}
