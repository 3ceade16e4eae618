/** What a rule of `extract:` would read out of answers that are there already. */

import { extractAnswer } from '../answers/extract.js';
import type { Extract } from '../prompt/settings/extract.js';
import type { Report } from '../studies/sensitivity/schema.js';
import { type Say } from '../say/say.js';
import { plural } from '../say/plural.js';

export interface ExtractPreview {
  readonly text: string;
  /** Null: the rule finds nothing. */
  readonly read: string | null;
  /** How many answers have this text. */
  readonly times: number;
}

/** Each text once, those in which the rule finds nothing first, then the most frequent. */
export function previewExtract({ outcomes }: Report, extract: Extract): ExtractPreview[] {
  const texts = outcomes.flatMap(({ status, text }) =>
    status === 'completed' && text !== null ? [text] : [],
  );
  return [...Map.groupBy(texts, (text) => text)]
    .map(([text, own]) => ({ text, read: extractAnswer(text, extract), times: own.length }))
    .toSorted((a, b) => Number(a.read !== null) - Number(b.read !== null) || b.times - a.times);
}

/** For instance `4 times  Label: billing, I think  →  billing`. */
export const previewLine = (
  { text, read, times }: ExtractPreview,
  short: (text: string) => string,
  say: Say,
): string =>
  `${plural(say, times, '1 time', '{n} times')}  ${short(text)}  →  ${read === null ? say('(nothing)') : short(read)}`;
