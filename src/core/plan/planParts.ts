/** What the requests of a plan depend on, part by part: it tells which answers of an earlier run belong to another plan, too. */

import * as z from 'zod';
import { fingerprint, imagesFingerprint } from '../prompt/fingerprint.js';
import type { Case, Prompt } from '../prompt/prompt.js';
import { hash } from '../text/hash.js';
import { FILE_SHOTS } from '../variants/shots/configuration.js';
import type { Variant } from '../variants/variant.js';

export const planPartsSchema = z.object({
  /** SHA-256 of everything beside variants and cases: model, parameters, seed, … */
  conditions: z.string(),
  /** SHA-256 of the messages, by variant id. */
  variants: z.record(z.string(), z.string()),
  /** SHA-256 of the inputs, by case id. */
  cases: z.record(z.string(), z.string()),
});

export type PlanParts = z.infer<typeof planPartsSchema>;

interface PartsOptions {
  readonly variants: readonly Variant[];
  readonly cases: readonly Case[];
  readonly shots: readonly string[];
  readonly repeats: unknown;
  readonly seed: number;
  readonly model: string;
  /** The judge, where answers are graded or compared by meaning; else null. */
  readonly judge: string | null;
}

export function planPartsOf(prompt: Prompt, options: PartsOptions): PlanParts {
  const { variants, cases, shots, repeats, seed, model, judge } = options;
  // Examples come from the other cases, so that answers with them belong to these cases only.
  const hasExamples = shots.some((each) => each !== FILE_SHOTS);
  const { parameters, tools, partials, checks } = prompt;
  const images = imagesFingerprint(prompt);
  return {
    conditions: hash(
      JSON.stringify([
        ...[parameters, tools, partials, shots, repeats, seed, model],
        judge === null ? null : [judge, checks],
        ...(images === null ? [] : [images]),
        hasExamples ? [prompt.examples, prompt.cases].map((rows) => rows.map(contentOf)) : null,
      ]),
    ),
    variants: Object.fromEntries(variants.map(({ id, messages }) => [id, fingerprint(messages)])),
    cases: Object.fromEntries(
      cases.map((each) => [each.id, hash(JSON.stringify(inputsOf(each, judge !== null)))]),
    ),
  };
}

const contentOf = ({ inputs, expected }: Pick<Case, 'inputs' | 'expected'>) => [inputs, expected];

/** A judge is told what was expected. */
const inputsOf = ({ inputs, expected }: Case, isJudged: boolean) =>
  isJudged ? [inputs, expected] : [inputs];
