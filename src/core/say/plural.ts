import { thousands } from './figures.js';
import type { Say } from './say.js';
import type { Worded } from './worded.js';

/** The sentence for one, or the one for `{n}`. */
export const plural = (say: Say, n: number, one: string, many: string): string =>
  n === 1 ? say(one) : say(many, { n: thousands(n, say) });

/** The same for a reader who is not known yet. */
export const counted =
  (n: number, one: string, many: string): Worded =>
  (say) =>
    plural(say, n, one, many);

export const cases = (n: number, say: Say) => plural(say, n, '1 case', '{n} cases');
export const calls = (n: number, say: Say) => plural(say, n, '1 call', '{n} calls');
export const tokens = (n: number, say: Say) => plural(say, n, '1 token', '{n} tokens');
export const orders = (n: number, say: Say) => plural(say, n, '1 order', '{n} orders');
export const answers = (n: number, say: Say) => plural(say, n, '1 answer', '{n} answers');
export const variants = (n: number, say: Say) => plural(say, n, '1 variant', '{n} variants');
export const prompts = (n: number, say: Say) => plural(say, n, '1 prompt', '{n} prompts');
export const recordedAnswers = (n: number, say: Say) =>
  plural(say, n, '1 recorded answer', '{n} recorded answers');
