/** Figures as every view writes them. */

import { interval } from '../src/core/words/figures.js';

export { number as figure, secondsText, thousands } from '../src/core/words/figures.js';

export const range = (ends: readonly [number, number] | null): string =>
  ends ? interval(ends) : '';
