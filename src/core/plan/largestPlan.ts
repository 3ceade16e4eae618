import { UserError } from '../errors.js';
import { worded } from '../say/worded.js';
import { number, percent, thousands } from '../say/figures.js';
import { cases as casesSaid, plural } from '../say/plural.js';
import type { Say } from '../say/say.js';

/** A run holds its plan and what came of it: with more, memory is what ends it. */
export const MOST_TRIALS = 250_000;

/** What is multiplied: numbers of each. */
export interface PlanSize {
  readonly variants: number;
  readonly shots: number;
  readonly cases: number;
  /** Of a cell, on average. */
  readonly repeats: number;
  /** Of the cells that are asked, in (0,1]. */
  readonly share: number;
}

/** Throws `UserError` for more trials than a run can hold. */
export function refuseTooLarge(size: PlanSize): void {
  const trials = Object.values(size).reduce((product, each: number) => product * each, 1);
  if (trials <= MOST_TRIALS) return;
  const { variants, shots, cases, repeats, share } = size;
  const product = (say: Say) =>
    [
      plural(say, variants, '1 wording', '{n} wordings'),
      ...(shots > 1 ? [say('{n} few-shot configurations', { n: shots })] : []),
      casesSaid(cases, say),
      ...(repeats > 1 ? [say('{n} repeats', { n: meanSaid(repeats, say) })] : []),
    ].join(' × ');
  const most = (say: Say) => thousands(MOST_TRIALS, say);
  const wanted = (say: Say) => thousands(trials, say);
  throw new UserError(
    share < 1
      ? worded`A run makes at most ${most} calls, and this would be ${wanted}: ${product}, ${percent(share)} of the cells. Lower one of them.`
      : worded`A run makes at most ${most} calls, and this would be ${wanted}: ${product}. Lower one of them.`,
  );
}

/** Of cells that are asked unequally often, one decimal where that tells something. */
const meanSaid = (n: number, say: Say) =>
  n < 10 && !Number.isInteger(n) ? number(n, say, 1) : thousands(Math.round(n), say);
