/** How far apart two wordings' answers are, beside one wording's asked twice, in words. */

import { number, perHundred } from '../../say/figures.js';
import type { Say } from '../../say/say.js';
import { embeddingsText, isGraded, unitOf } from './answerUnits.js';
import { effectId, type Report } from './schema.js';

/** Cross, within and excess in words; null where the noise is unknown. Words in another order have none of them. */
export function foundText(report: Report, say: Say): string | null {
  const family = effectId(report);
  const valueOf = (part: string) => report.metrics[`${family}.${part}`]?.value ?? null;
  if (report.metrics[`${family}.excess`]?.reason === 'same-words')
    return say(
      'Most answers to a case that differ have the same words in another order: how far apart they are, words cannot tell.',
    );
  const [cross, within, excess] = [valueOf('cross'), valueOf('within'), valueOf('excess')];
  if (cross === null || within === null || excess === null) return null;
  if (cross === 0 && within === 0) return nothingDiffers(report, say);
  const unit = unitOf(report, say);
  const figures = { cross: perHundred(cross), within: perHundred(within) };
  if (report.comparedBy === 'embedding') return embeddingsText(figures, say);
  if (unit !== null)
    return say(
      "Two variants' answers differ in {cross} % of their {unit}, the same variant's asked twice in {within} %.",
      { ...figures, unit },
    );
  if (isGraded(report))
    return say(
      "Two variants' scores on a case differ by {cross} on average, the same variant's asked twice by {within}.",
      { cross: number(cross, say), within: number(within, say) },
    );
  const differ =
    report.comparedBy === 'score'
      ? say('Two variants differ on {cross} of 100 cases (one right, one wrong)', figures)
      : report.comparedBy === 'meaning'
        ? say('Two variants give answers of different meaning to {cross} of 100 cases', figures)
        : say('Two variants give different answers to {cross} of 100 cases', figures);
  const explained = perHundred(excess);
  const addsUp = figures.cross - figures.within === explained && explained > 0;
  if (!addsUp || report.verdict.code === 'stable' || report.verdict.code === 'no-movement')
    return say('{differ}, the same variant asked twice on {within}.', { ...figures, differ });
  if (figures.within === 0)
    return say('{differ}. The same variant asked twice never does: all of it is the wording.', {
      differ,
    });
  return say(
    '{differ}. The same variant asked twice differs on {within}. The wording explains the other {explained}.',
    { ...figures, differ, explained },
  );
}

function nothingDiffers(report: Report, say: Say): string {
  const sentences: Readonly<Record<Report['comparedBy'], string>> = {
    score: isGraded(report)
      ? say('No two answers to a case differ in their scores.')
      : say('No two answers to a case differ in being right or wrong.'),
    label: say('No two answers to a case differ.'),
    json: say('No two answers to a case differ in a field.'),
    toolCalls: say('No two answers to a case differ in a call.'),
    text: say(
      'The answers to a case have the same words: where they differ, it is in the order, case or punctuation of these.',
    ),
    embedding: say('No two answers to a case differ as embeddings see them.'),
    meaning: say('No two answers to a case differ in what they mean.'),
  };
  return sentences[report.comparedBy];
}
