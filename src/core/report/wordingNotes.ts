/** What a reader of the report should know of the wordings and of what could not be measured. */

import type { Prompt } from '../prompt/prompt.js';
import { shortfallText, type VariantSet } from '../variants/makeVariants.js';
import { PARAPHRASE } from '../variants/paraphrase.js';
import { stepsText } from '../variants/rejections.js';

export function wordingNotes(
  { shortfalls, rejections, variants, unused }: VariantSet,
  { cases }: Prompt,
): string[] {
  const turnedDown = rejections.filter((each) => each.class === PARAPHRASE);
  const passed = [...variants, ...unused].filter(
    ({ gate, status }) => gate.entails === true && status !== 'stale',
  );
  const pending = variants.filter(({ status }) => status === 'pending').length;
  const stale = unused.filter(({ status }) => status === 'stale').length;
  const broken = variants.filter(
    ({ gate, status }) => status === 'approved' && gate.invariants.length > 0,
  );
  const noGold = cases.length > 0 && cases.every(({ expected }) => expected === null);
  return [
    ...shortfalls.map((each) => `${shortfallText(each)}.`),
    ...(turnedDown.length > 0
      ? [
          `Of ${turnedDown.length + passed.length} wordings a model wrote, the meaning gate turned down ${turnedDown.length}: ${stepsText(turnedDown)}.`,
        ]
      : []),
    ...(pending > 0
      ? [
          `${pending} wordings wait for review: they are shown as unreviewed and stand outside every headline number.`,
        ]
      : []),
    ...broken.map(({ id, gate }) => `${id} was approved although ${gate.invariants.join(', ')}.`),
    ...(stale > 0
      ? [`${stale} kept wordings were made for an earlier version of the prompt and were not sent.`]
      : []),
    ...(noGold
      ? [
          'No case has an expected answer: answers are compared with each other, and accuracy is not available.',
        ]
      : []),
  ];
}
