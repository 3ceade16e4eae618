/** Figures as every view writes them. */

import { interval } from '../src/core/report/words.js';

export { number as figure, thousands } from '../src/core/report/words.js';

export const range = (ends: readonly [number, number] | null): string =>
  ends ? interval(ends) : '';
