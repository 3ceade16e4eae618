/**
 * The meaning gate, deterministic part: what must be equal in both wordings, and whether the wording says
 * anything differently at all. About one in eight model-written paraphrases changes the meaning
 * (recomputed from the labels of Mizrahi et al., TACL 2024).
 */

import type { Message } from '../prompt/prompt.js';
import { wholeWord } from './protect.js';
import type { GateResult } from './variant.js';

/** A rewording that shares this much of its words with another says the same thing the same way. */
export const NO_OP_SIMILARITY = 0.95;
/** A rewritten text this many times longer or shorter than the original has gained or lost something. */
const GROSS_LENGTH_RATIO = 2.5;

const KEPT: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  {
    name: 'placeholders',
    pattern:
      /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\$\{[^}\n]*\}|\{[\p{L}_][\p{L}\p{N}_]*\}|\$(?:ARGUMENTS|[1-9])/gu,
  },
  { name: 'code', pattern: /```[\s\S]*?```|`[^`\n]+`/g },
  { name: 'quoted texts', pattern: /"[^"\n]*"|“[^”\n]*”|«[^»\n]*»/g },
  { name: 'addresses', pattern: /\bhttps?:\/\/[^\s)>\]]+/g },
  { name: 'numbers', pattern: /\p{N}+(?:[.,:]\p{N}+)*/gu },
  {
    name: 'negations',
    pattern: /\b(?:not|no|never|none|nothing|without|cannot|neither|nor)\b|n['’]t\b/gi,
  },
];

/**
 * Compares a wording with the original. `renumbered`: the wording numbers its lists anew, so list numbers are left out.
 * `rewritten`: the whole text was written afresh, so that a very different length tells of something dropped or added.
 */
export function checkMeaning(
  original: readonly Message[],
  wording: readonly Message[],
  how: {
    readonly labels: readonly string[];
    readonly renumbered?: boolean;
    readonly rewritten?: boolean;
  },
): GateResult {
  const problems: string[] = [];
  const roles = (messages: readonly Message[]) => messages.map(({ role }) => role).join(', ');
  if (roles(original) !== roles(wording))
    problems.push(`messages are ${roles(wording)}, not ${roles(original)}`);
  const before = textOf(original, how.renumbered ?? false);
  const after = textOf(wording, how.renumbered ?? false);
  for (const { name, pattern } of KEPT) {
    const difference = differenceOf(matches(before, pattern), matches(after, pattern));
    if (difference) problems.push(`${name} differ: ${difference}`);
  }
  for (const label of how.labels) {
    if (wholeWord(label).test(before) && !wholeWord(label).test(after))
      problems.push(`the label "${label}" is gone`);
  }
  const ratio = after.length / Math.max(1, before.length);
  if (how.rewritten && (ratio > GROSS_LENGTH_RATIO || ratio < 1 / GROSS_LENGTH_RATIO))
    problems.push(`${ratio > 1 ? 'far longer' : 'far shorter'} than the original`);
  return { invariants: problems, drift: 1 - wordSimilarity(before, after), entails: null };
}

/** Jaccard similarity of two texts' sets of words, in [0,1]. */
export function wordSimilarity(a: string, b: string): number {
  const left = wordsOf(a);
  const right = wordsOf(b);
  const shared = [...left].filter((word) => right.has(word)).length;
  const all = left.size + right.size - shared;
  return all === 0 ? 1 : shared / all;
}

const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);

export const LIST_NUMBER =
  /^([ \t]*)(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)\]]|\[(?:\d{1,3}|[a-z])\]|[\u2160-\u217f][.)])[ \t]+/gimu;

function textOf(messages: readonly Message[], withoutListNumbers: boolean): string {
  const text = messages.map(({ content }) => content).join('\n');
  return withoutListNumbers ? text.replace(LIST_NUMBER, '$1') : text;
}

const matches = (text: string, pattern: RegExp) =>
  (text.match(pattern) ?? []).map((match) => match.toLowerCase()).sort();

function differenceOf(before: readonly string[], after: readonly string[]): string | null {
  const gone = without(before, after);
  const added = without(after, before);
  if (gone.length === 0 && added.length === 0) return null;
  return [...gone.map((text) => `${text} is gone`), ...added.map((text) => `${text} is new`)].join(
    ', ',
  );
}

/** The multiset difference of two sorted lists. */
function without(list: readonly string[], removed: readonly string[]): string[] {
  const left = [...removed];
  return list.filter((item) => {
    const at = left.indexOf(item);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
