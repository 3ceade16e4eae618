/** The variants of the prompt as it is, and those of the same kinds of every candidate. */

import { UserError } from '../../errors.js';
import type { RunSettings } from '../../plan/runSettings.js';
import type { Prompt } from '../../prompt/prompt.js';
import {
  DEFAULT_COUNTS,
  RULE_CLASSES,
  type VariantRequest,
} from '../../variants/classes/classes.js';
import { format } from '../../variants/classes/format.js';
import { structure } from '../../variants/classes/structure.js';
import type { FrozenVariants } from '../../variants/frozen.js';
import { makeVariants, refuseUnknownClasses } from '../../variants/makeVariants.js';
import { isCounted, type Variant } from '../../variants/variant.js';
import type { Candidate } from './candidates.js';
import { withMessages } from './partEdits.js';
import { worded } from '../../say/worded.js';

export type MakeWordings = (candidate: Candidate) => Promise<readonly Variant[]>;

/** Throws `UserError` where the prompt has no variants made by rule. `make` makes those of a candidate once. */
export async function wordingMaker(
  prompt: Prompt,
  { variantCounts, seed }: RunSettings,
  frozen: FrozenVariants | null,
): Promise<{ original: readonly Variant[]; make: MakeWordings }> {
  const counts = ruleCounts(variantCounts ?? prompt.settings.variants);
  const sources = { frozen: typeof counts === 'number' ? null : frozen, ask: null };
  const made = async (of: Prompt) => {
    const { variants } = await makeVariants(of, { counts, seed, ...sources });
    return variants.filter(isCounted);
  };
  const original = await made(prompt);
  if (original.length < 2)
    throw new UserError(
      worded`${prompt.path} has no variants made by rule, so there is no wording effect to repair.`,
      {
        commandLine: worded`Ask for other classes with --variants, for example format=2,persona=1.`,
      },
    );
  const known = new Map<string, Promise<readonly Variant[]>>();
  const make: MakeWordings = (candidate) => {
    const { id, messages } = candidate;
    const own =
      known.get(id) ??
      made(withMessages(prompt, messages)).then((all) =>
        named(id, changesFormat(candidate) ? all.filter(isNoFormat) : all),
      );
    known.set(id, own);
    return own;
  };
  return { original, make };
}

/**
 * The formats that variants of another format take are others than the prompt's own, and perhaps easier ones: the two are not
 * held against each other.
 */
const isNoFormat = (variant: Variant): boolean =>
  ![format.id, structure.id].includes(variant.class);

const changesFormat = ({ edit: { code, params } }: Candidate): boolean =>
  code === 'change-format' ||
  (code === 'combined' &&
    [params['edits']].flat().some((id) => String(id).startsWith('change-format')));

/** Without paraphrases and stress classes, which no headline number covers. */
function ruleCounts(asked: VariantRequest | readonly unknown[] | undefined): VariantRequest {
  if (typeof asked === 'number') return asked;
  const counts =
    (Array.isArray(asked) ? null : (asked as Record<string, number>)) ?? DEFAULT_COUNTS;
  refuseUnknownClasses(counts);
  const byRule = RULE_CLASSES.filter(({ stress }) => !stress).flatMap(({ id }) =>
    (counts[id] ?? 0) > 0 ? [[id, counts[id] as number] as const] : [],
  );
  return Object.fromEntries(byRule);
}

const SEPARATOR = ':';
/** The candidate that is none: the prompt as it is, whose variants keep their ids, so that answers of earlier tests serve. */
export const AS_IT_IS = '';

const named = (candidate: string, variants: readonly Variant[]): readonly Variant[] =>
  variants.map((each) => ({ ...each, id: `${candidate}${SEPARATOR}${each.id}` }));

/** Which candidate a variant belongs to, and which of its wordings it is. */
export function placeOf(variant: string): { candidate: string; wording: string } {
  const at = variant.indexOf(SEPARATOR);
  return at < 0
    ? { candidate: AS_IT_IS, wording: variant }
    : { candidate: variant.slice(0, at), wording: variant.slice(at + 1) };
}
