import type { Variant } from '../variant.js';

/** How many wordings a judge could not decide about, in one sentence; null if there is none. */
export function notJudgedText(variants: readonly Pick<Variant, 'gate'>[]): string | null {
  const flags = variants.flatMap(
    ({ gate }) => gate.flags.find(({ code }) => code === 'not-judged') ?? [],
  );
  const [first] = flags;
  if (!first) return null;
  const counted = flags.length === 1 ? '1 variant was' : `${flags.length} variants were`;
  return `${counted} ${first.text}. Name another judge with \`judge: NAME\` in plumbline.yml, or review without one.`;
}
