import type { Variant } from '../variant.js';
import { worded, type Worded } from '../../say/worded.js';
import { counted } from '../../say/plural.js';
import { printable } from '../../text/printable.js';

/** How many wordings a judge could not decide about, in one sentence; null if there is none. */
export function notJudgedText(variants: readonly Pick<Variant, 'gate'>[]): Worded | null {
  const flags = variants.flatMap(
    ({ gate }) => gate.flags.find(({ code }) => code === 'not-judged') ?? [],
  );
  const [first] = flags;
  if (!first) return null;
  const held = counted(flags.length, '1 variant:', '{n} variants:');
  return worded`${held} ${printable(first.text)}. Name another judge with \`judge: NAME\` in plumbline.yml, or review without one.`;
}
