/** Sentences that are written before their reader is known: what an error says, for whoever will be told. */

import { english, type Say } from './say.js';

/** A sentence that waits for its reader. */
export type Worded = (say: Say) => string;

/**
 * Tags a sentence so that it can be said in any language: `worded\`${path} has no cases.\`` is translated as `{0} has no cases.`
 * What goes in is text, a number, or a sentence of its own.
 */
export function worded(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Worded)[]
): Worded {
  const template = parts.reduce((before, part, at) => `${before}{${at - 1}}${part}`);
  return (say) =>
    say(template, Object.fromEntries(values.map((value, at) => [at, saidTo(value, say)])));
}

/** What needs no translation stays as it is. */
export const saidTo = <T extends string | number>(value: T | Worded, say: Say): T | string =>
  typeof value === 'function' ? value(say) : value;

export const inEnglish = (text: string | Worded): string => saidTo(text, english);
