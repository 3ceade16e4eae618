/** What a reader of the report should know of the wordings and of what could not be measured. */

import type { Prompt } from '../../prompt/prompt.js';
import { shortfallText, type VariantSet } from '../../variants/makeVariants.js';
import { PARAPHRASE } from '../../variants/classes/paraphrase.js';
import { stepsText } from '../../variants/meaning/rejectionCounts.js';
import { count } from '../../text/figures.js';

export function wordingNotes(
  { paraphrases, shortfalls, rejections, variants, unused, spare }: VariantSet,
  { cases }: Prompt,
): string[] {
  const turnedDown = rejections.filter((each) => each.class === PARAPHRASE);
  const passed = [...variants, ...unused, ...spare].filter(
    ({ gate, status }) => gate.entails === true && status !== 'stale',
  );
  const pending = variants.filter(({ status }) => status === 'pending').length;
  // What kept paraphrases from being made is said once.
  const isToldBefore = shortfalls.some((each) => each.class === PARAPHRASE);
  const tells = paraphrases > 0 && !isToldBefore;
  const stale = unused.filter(({ status }) => status === 'stale').length;
  const broken = variants.filter(
    ({ gate, status }) => status === 'approved' && gate.invariants.length > 0,
  );
  const noGold = cases.length > 0 && cases.every(({ expected }) => expected === null);
  return [
    ...shortfalls.map((each) => `${shortfallText(each)}.`),
    ...(tells && turnedDown.length > 0
      ? [
          `Of ${count(turnedDown.length + passed.length, 'wording')} a model wrote, the meaning gate turned down ${turnedDown.length}: ${stepsText(turnedDown)}.`,
        ]
      : []),
    ...(pending > 0
      ? [
          `${pending === 1 ? '1 wording waits' : `${pending} wordings wait`} for review: shown as unreviewed, outside every headline number.`,
        ]
      : []),
    ...broken.map(({ id, gate }) => `${id} was approved although ${gate.invariants.join(', ')}.`),
    ...(tells && stale > 0
      ? [
          `${stale === 1 ? '1 kept wording was' : `${stale} kept wordings were`} made for an earlier version of the prompt, and not sent.`,
        ]
      : []),
    ...(noGold
      ? [
          'No case has an expected answer: answers are compared with each other, and accuracy is not available.',
        ]
      : []),
  ];
}
