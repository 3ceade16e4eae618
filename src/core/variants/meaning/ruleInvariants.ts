/** What a variant made by rule must have exactly as often as the original, in every format and template language. */

import type { Prompt } from '../../prompt/prompt.js';
import type { Message } from '../../ports/model.js';
import { requiredWordsOf } from './requiredWords.js';
import { jsonBlocks } from '../protectedSpans.js';
import { joined } from './drift.js';
import { withoutListNumbers } from './listNumbers.js';
import { CODE, PLACEHOLDER } from './marks.js';
import { isNumberWordAnywhere, numbersIn } from './numbers.js';
import { countOf, isGone, isSpelled } from './presence.js';
import { turnsMeaning } from './senses.js';
import { rolesProblem } from './roles.js';
import { templateProblems } from './templates.js';

export interface RuleChanges {
  /** The variant renumbers its lists, so list numbers are ignored. */
  readonly renumbered?: boolean;
  /** Text may move between messages. */
  readonly regrouped?: boolean;
}

interface Kept {
  readonly name: string;
  readonly find: (text: string) => string[];
}

const all =
  (pattern: RegExp, normal: (found: string) => string = (found) => found) =>
  (text: string) =>
    (text.match(pattern) ?? []).map(normal);

const NEGATION = /\b(?:not|no|never|none|nothing|without|cannot|neither|nor|avoid)\b|n['’]t\b/gi;

/** Phrases such as `no more than` are limits, not negations. */
const LIMIT =
  /\b(?:at most|at least|(?:no|not) (?:more|longer|later|higher|fewer|less|shorter|earlier|lower) than|up to (?=\p{N}|\p{L}+ (?:words|sentences|items|characters)))/giu;

function limitsIn(text: string): string[] {
  return (text.match(LIMIT) ?? []).map((found) =>
    /most|more|longer|later|higher|up to/i.test(found) ? 'at most' : 'at least',
  );
}

/** Numbers, negations and limits of every language, which must not be misspelled. */
export const isKeptWord = (word: string): boolean =>
  isNumberWordAnywhere(word) || turnsMeaning(word.toLowerCase());

const KEPT: readonly Kept[] = [
  {
    name: 'placeholders',
    find: all(PLACEHOLDER),
  },
  { name: 'code', find: all(CODE) },
  {
    name: 'JSON',
    find: (text) => jsonBlocks(text).map(({ start, end }) => text.slice(start, end)),
  },
  {
    name: 'quoted texts',
    find: all(/"[^"\n]*"|“[^”\n]*”|«[^»\n]*»|(?<![\p{L}\p{N}])'[^'\n]+'(?![\p{L}\p{N}])/gu),
  },
  { name: 'addresses', find: all(/\bhttps?:\/\/[^\s)>\]]+/g) },
  { name: 'numbers', find: allNumbersIn },
  { name: 'limits', find: limitsIn },
  {
    name: 'negations',
    find: (text) =>
      (text.replace(LIMIT, ' ').match(NEGATION) ?? []).map((found) =>
        /n['’]t|cannot|avoid/i.test(found) ? 'not' : found.toLowerCase(),
      ),
  },
];

/** Numbers in digits, part of a name or not, and in English words, as digits. */
function allNumbersIn(text: string): string[] {
  const digits = text.match(/\p{N}+(?:[.,:]\p{N}+)*/gu) ?? [];
  return [...digits, ...numbersIn(text.replace(/\p{N}/gu, ' '), 'en')];
}

/** Violated invariants, one sentence each; empty if the variant passes. */
export function invariantProblems(
  prompt: Prompt,
  wording: readonly Message[],
  changes: RuleChanges,
): string[] {
  const original = prompt.messages;
  const problems = changes.regrouped ? [] : rolesProblem(original, wording);
  const [before, after] = [original, wording].map((messages) =>
    changes.renumbered ? withoutListNumbers(joined(messages)) : joined(messages),
  ) as [string, string];
  for (const { name, find } of KEPT) {
    const difference = differenceOf(find(before), find(after));
    if (difference) problems.push(`${name} differ: ${difference}`);
  }
  return [
    ...problems,
    ...wordProblems(prompt, before, after),
    ...templateProblems(prompt, wording),
  ];
}

/** Each label as often as in the original and in its spelling, and each key that was there. */
function wordProblems(prompt: Prompt, before: string, after: string): string[] {
  const { labels, keys } = requiredWordsOf(prompt);
  const isLost = (word: string) =>
    isGone(word, before, after) || (isSpelled(before, word) && !isSpelled(after, word));
  const [lost, left] = [labels.filter(isLost), labels.filter((label) => !isLost(label))];
  return [
    ...lost.map((label) => `the label "${label}" is missing`),
    ...left
      .filter((label) => countOf(before, label) !== countOf(after, label))
      .map((label) => `the label "${label}" occurs a different number of times`),
    ...keys.filter(isLost).map((key) => `the key "${key}" is missing`),
  ];
}

function differenceOf(before: readonly string[], after: readonly string[]): string | null {
  const gone = without(before, after);
  const added = without(after, before);
  if (gone.length === 0 && added.length === 0) return null;
  const parts = [
    ...gone.map((text) => `${named(text)} is missing`),
    ...added.map((text) => `${named(text)} was added`),
  ];
  return parts.slice(0, 3).join(', ');
}

/** Words are quoted, because `nothing is missing` about a negation would say the opposite. */
const named = (text: string) => (/^\p{L}/u.test(text) ? `"${text}"` : text);

/** The multiset difference of two lists. */
function without(list: readonly string[], removed: readonly string[]): string[] {
  const left = [...removed];
  return list.filter((item) => {
    const at = left.indexOf(item);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
