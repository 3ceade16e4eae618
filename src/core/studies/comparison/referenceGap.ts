/**
 * A judged score has no scale of its own: how much the wording moves it says something only beside the gap between two
 * models (Zhuo et al., ProSA, Findings of EMNLP 2024; METRICS 1.4).
 */

import * as z from 'zod';
import type { Report } from '../sensitivity/schema.js';
import { number } from '../../say/figures.js';
import { type Say } from '../../say/say.js';

export const pssRelativeSchema = z.object({
  /** How far apart the mean scores of the two models are, in (0,1]. */
  gap: z.number(),
  /** `pss.cross` of each run over the gap, 0 and up. */
  a: z.number(),
  b: z.number(),
});

export type PssRelative = z.infer<typeof pssRelativeSchema>;

/** Null unless a judge scored both runs of the same prompt, on two models that differ in score. */
export function pssRelative(a: Report, b: Report): PssRelative | null {
  const alike = a.prompt.fingerprint === b.prompt.fingerprint;
  if (!a.judged || !b.judged || !alike || a.models[0]?.id === b.models[0]?.id) return null;
  const valueOf = (report: Report, id: string) => report.metrics[id]?.value ?? null;
  const [pssA, pssB] = [valueOf(a, 'pss.cross'), valueOf(b, 'pss.cross')];
  const [scoreA, scoreB] = [valueOf(a, 'accuracy'), valueOf(b, 'accuracy')];
  if (pssA === null || pssB === null || scoreA === null || scoreB === null) return null;
  const gap = Math.abs(scoreA - scoreB);
  return gap === 0 ? null : { gap, a: pssA / gap, b: pssB / gap };
}

export const gapSentence = ({ gap, a, b }: PssRelative, say: Say): string =>
  say(
    'The scores of the two models are {gap} apart. Another wording moves a score by {a} of that gap in A, {b} in B.',
    { gap: number(gap, say), a: number(a, say), b: number(b, say) },
  );
