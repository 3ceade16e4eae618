import { UserError } from '../errors.js';

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
  const factors = [
    { n: variants, of: variants === 1 ? 'wording' : 'wordings' },
    { n: shots, of: 'few-shot configurations' },
    { n: cases, of: cases === 1 ? 'case' : 'cases' },
    { n: repeats, of: 'repeats' },
  ].filter(({ n, of }) => n > 1 || !/^(?:few|repeats)/.test(of));
  throw new UserError(
    `A run makes at most ${written(MOST_TRIALS)} calls, and this would be ${written(trials)}: ${factors
      .map(({ n, of }) => `${written(n)} ${of}`)
      .join(
        ' × ',
      )}${share < 1 ? `, ${written(share * 100)} % of the cells` : ''}. Lower one of them.`,
  );
}

const written = (n: number) => n.toLocaleString('en-US', { maximumFractionDigits: n < 10 ? 1 : 0 });
