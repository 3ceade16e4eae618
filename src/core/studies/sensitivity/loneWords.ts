/** A single wording that differs from the others, or from the original, in words. */

import { number, rightOn, variantName } from '../../say/figures.js';
import type { Say } from '../../say/say.js';
import type { NoteParams } from '../../text/note.js';
import { isGraded } from './answerUnits.js';
import type { Report } from './schema.js';

const figure = (params: NoteParams, name: string) => Number(params[name] ?? 0);

/** Of `one-differs`. */
export function loneSentence(report: Report, say: Say): string {
  const { params } = report.verdict;
  const id = String(params['variant']);
  if (params['accuracy'] !== undefined) return clearlySentence(report, say);
  const figures = {
    variant: variantName(id),
    effect: number(figure(params, 'effectWithout'), say),
  };
  if (report.comparedBy !== 'score' || params['right'] === undefined)
    return say('{variant} differs from the others; without it the effect is {effect}.', figures);
  const accuracy = accuracySaid(report, say);
  const told = { ...figures, right: accuracy('right'), others: accuracy('others') };
  if (isGraded(report))
    return say(
      '{variant} differs from the others: it scored {right}, they {others} on average. Without it the effect is {effect}.',
      told,
    );
  return say(
    '{variant} differs from the others: right on {right}, they on {others} on average. Without it the effect is {effect}.',
    told,
  );
}

function clearlySentence(report: Report, say: Say): string {
  const { params } = report.verdict;
  const isBetter = figure(params, 'accuracy') > figure(params, 'original');
  if (isGraded(report))
    return isBetter
      ? say(
          '{variant} is clearly better: it scored {right}, the original {original}.',
          besideSaid(report, say),
        )
      : say(
          '{variant} is clearly worse: it scored {right}, the original {original}.',
          besideSaid(report, say),
        );
  return isBetter
    ? say(
        '{variant} is clearly better: right on {right}, the original on {original}.',
        besideSaid(report, say),
      )
    : say(
        '{variant} is clearly worse: right on {right}, the original on {original}.',
        besideSaid(report, say),
      );
}

/** Of `inconclusive`, `one-may-differ`. */
export function mayDifferSentence(report: Report, say: Say): string {
  return isGraded(report)
    ? say(
        '{variant} scored {right}, the original {original}: with several wordings tested, this can be chance, or a difference that matters.',
        besideSaid(report, say),
      )
    : say(
        '{variant} was right on {right}, the original on {original}: with several wordings tested, this can be chance, or a difference that matters.',
        besideSaid(report, say),
      );
}

function besideSaid(report: Report, say: Say) {
  const accuracy = accuracySaid(report, say);
  const variant = variantName(String(report.verdict.params['variant']));
  return { variant, right: accuracy('accuracy'), original: accuracy('original') };
}

/** A mean score where answers are graded, else on how many cases they are right. */
const accuracySaid = (report: Report, say: Say) => {
  const { params } = report.verdict;
  return (name: string): string =>
    isGraded(report)
      ? number(figure(params, name), say)
      : rightOn(figure(params, name), figure(params, 'cases'), say);
};
