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
  if (isGraded(report))
    return say(
      '{variant} differs from the others: it scored {right}, they {others} on average. Without it the effect is {effect}.',
      {
        ...figures,
        right: number(figure(params, 'right'), say),
        others: number(figure(params, 'others'), say),
      },
    );
  return say(
    '{variant} differs from the others: right on {right}, they on {others} on average. Without it the effect is {effect}.',
    {
      ...figures,
      right: rightOn(figure(params, 'right'), figure(params, 'cases'), say),
      others: rightOn(figure(params, 'others'), figure(params, 'cases'), say),
    },
  );
}

function clearlySentence(report: Report, say: Say): string {
  const { params } = report.verdict;
  const isBetter = figure(params, 'accuracy') > figure(params, 'original');
  if (isGraded(report))
    return isBetter
      ? say(
          '{variant} is clearly better: it scored {right}, the original {original}.',
          scoresSaid(params, say),
        )
      : say(
          '{variant} is clearly worse: it scored {right}, the original {original}.',
          scoresSaid(params, say),
        );
  return isBetter
    ? say(
        '{variant} is clearly better: right on {right}, the original on {original}.',
        accuraciesSaid(params, say),
      )
    : say(
        '{variant} is clearly worse: right on {right}, the original on {original}.',
        accuraciesSaid(params, say),
      );
}

/** Of `inconclusive`, `one-may-differ`. */
export function mayDifferSentence(report: Report, say: Say): string {
  const { params } = report.verdict;
  return isGraded(report)
    ? say(
        '{variant} scored {right}, the original {original}: with several wordings tested, this can be chance, or a difference that matters.',
        scoresSaid(params, say),
      )
    : say(
        '{variant} was right on {right}, the original on {original}: with several wordings tested, this can be chance, or a difference that matters.',
        accuraciesSaid(params, say),
      );
}

const scoresSaid = (params: NoteParams, say: Say) => ({
  variant: variantName(String(params['variant'])),
  right: number(figure(params, 'accuracy'), say),
  original: number(figure(params, 'original'), say),
});

const accuraciesSaid = (params: NoteParams, say: Say) => ({
  variant: variantName(String(params['variant'])),
  right: rightOn(figure(params, 'accuracy'), figure(params, 'cases'), say),
  original: rightOn(figure(params, 'original'), figure(params, 'cases'), say),
});
