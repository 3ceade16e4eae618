/**
 * What a meaning check found in a wording, in the reader's language. Kept wordings hold it in English, as it was found; what is
 * quoted from a prompt stays as it is.
 */

import type { Say } from '../say/say.js';
import { templatePattern } from '../text/templatePattern.js';

/** `{0}`, `{1}`: what stands there. */
type Values = Readonly<Record<string, string>>;
type Finding = (say: Say, values: Values) => string;

/** Those that say more of what they found come before those that say less. */
const FINDINGS: readonly Finding[] = [
  (say, found) => say('it no longer requires: {0}. it also requires: {1}', found),
  (say, found) => say('it no longer requires: {0}', found),
  (say, found) => say('it also requires: {0}', found),
  (say) => say('the model found different requirements but named none'),
  (say, found) => say('not judged: the judge’s reply could not be read: {0}', found),
  (say, found) => say('it is not a valid template: {0}', found),
  (say, found) => say('the placeholder {0} was added, and no case has a value for it', found),
  (say, found) => say('the placeholder {0} is missing', found),
  (say, found) => say('a condition around {0} was added or removed', found),
  (say) => say('the template blocks differ or are in a different order'),
  (say, found) => say('{0} was added, which no value is filled into', found),
  (say, found) => say('the address {0} is missing', found),
  (say, found) => say('the code {0} is missing', found),
  (say, found) => say('the code {0} was added', found),
  (say, found) => say('the value "{0}" is missing', found),
  (say, found) => say('the label "{0}" is missing', found),
  (say, found) => say('the key "{0}" is missing', found),
  (say, found) => say('the number {0} may be missing', found),
  (say, found) => say('the number {0} was added', found),
  (say) => say('it is almost identical to the original'),
  (say) => say('it is almost identical to another paraphrase'),
  (say, found) => say('it may be about something else: cosine {0}, usually at least {1}', found),
  (say) => say('it shares almost no words with the original'),
  (say) => say('it is much longer than the original'),
  (say) => say('it is much shorter than the original'),
  (say, found) => say('it has no sentence for {0}', found),
  (say, found) => say('it does not say {0}', found),
  (say, found) => say('it says {0} and no longer {1}', found),
  (say, found) => say('it no longer says {0}', found),
  (say, found) => say('it also says {0}', found),
  (say, found) => say('it adds {0}', found),
  (say, found) => say('it asks {0} questions instead of {1}', found),
  (say) => say('it asks for yes or no'),
  (say, found) => say('it asks for {0}', found),
  (say) => say('it has new blanks to fill in'),
  (say) => say('it has new fields to fill in'),
  (say) => say('it begins the answer itself'),
  (say, found) => say('it speaks of {0}', found),
  (say, found) => say('its lists have {0} items instead of {1}', found),
  (say) => say('its JSON differs'),
  (say) => say('the labels are in a different order'),
  (say) => say('the labels are mentioned a different number of times'),
  (say, found) => say('“{0}” became “{1}”', found),
  (say, found) => say('{0} is missing', found),
  (say, found) => say('{0} was added', found),
];

/** Those that hold others. All else that stands in a finding is quoted. */
const NESTING: readonly Finding[] = [
  (say, found) => say('in “{0}” {1}', found),
  (say, found) => say('negations: {0} instead of {1}', found),
  (say, found) => say('numbers differ: {0}', found),
  (say, found) => say('only {0}', found),
];
/** “In a sentence, only one word became another” is as deep as they go. */
const DEEPEST = 3;

const patternOf = (said: Finding) => ({
  said,
  matches: templatePattern(
    said((template) => template, {}),
    { mayBeEmpty: false },
  ),
});
const [NESTED, PLAIN] = [NESTING.map(patternOf), FINDINGS.map(patternOf)];

/** Null where it is none of these. */
function found(text: string, say: Say, depth = 0): string | null {
  if (text === 'none') return say('none');
  for (const { said, matches } of depth < DEEPEST ? NESTED : []) {
    const values = matches.exec(text)?.slice(1);
    const inside = values?.map((value, at) => [at, partSaid(value, say, depth + 1)] as const);
    if (inside) return said(say, Object.fromEntries(inside));
  }
  for (const { said, matches } of PLAIN) {
    const values = matches.exec(text)?.slice(1);
    if (values) return said(say, Object.fromEntries(values.entries()));
  }
  return null;
}

const partSaid = (text: string, say: Say, depth: number): string =>
  eachSaid(text, { separator: ', ', say, depth })?.join(', ') ??
  eachSaid(text, { separator: ' and ', say, depth })?.join(say(' and ')) ??
  text;

/** Null where not all of them are findings. */
function eachSaid(
  text: string,
  { separator, say, depth }: { separator: string; say: Say; depth: number },
): string[] | null {
  const parts = text.split(separator).map((part) => found(part, say, depth));
  return parts.every((part) => part !== null) ? parts : null;
}

/** A longer text is none of these. */
const LONGEST = 5000;

/** One, or several with semicolons between them. */
export function findingSaid(text: string, say: Say): string {
  if (text.length > LONGEST) return text;
  // Requirements are listed with semicolons, too.
  const isQuoted = /^it (?:no longer|also) requires: /.test(text);
  const several = isQuoted ? null : eachSaid(text, { separator: '; ', say, depth: 0 });
  return several?.join('; ') ?? found(text, say) ?? text;
}
