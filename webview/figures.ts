/** Figures as every view writes them, in the page's language. */

import * as figures from '../src/core/say/figures.js';
import { reader } from './strings.js';

export const figure = (value: number): string => figures.number(value, reader);
export const secondsText = (milliseconds: number): string =>
  figures.secondsText(milliseconds, reader);
export const thousands = (value: number): string => figures.thousands(value, reader);

export const range = (ends: readonly [number, number] | null): string =>
  ends ? figures.interval(ends, reader) : '';
