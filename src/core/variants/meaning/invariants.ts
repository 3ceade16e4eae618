/** Step 1 of the meaning check: what must be equal in both, in every format and template language. */

import { TemplateError } from '../../prompt/languages/language.js';
import { LANGUAGES } from '../../prompt/languages/languages.js';
import type { Prompt } from '../../prompt/prompt.js';
import type { Message } from '../../ports/model.js';
import { requiredWordsOf } from './requiredWords.js';
import { topItemsOf } from '../lists.js';
import { wholeWord } from '../../text/literalPattern.js';
import { jsonBlocks } from '../protectedSpans.js';

export interface WordingKind {
  /** The variant renumbers its lists, so list numbers are ignored. */
  readonly renumbered?: boolean;
  /** A free rewrite: words may move, lists may become sentences. */
  readonly rewritten?: boolean;
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

/** Starts at two, because `one` is often not a number. */
const NUMBER_WORDS =
  'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );
const NEGATION = /\b(?:not|no|never|none|nothing|without|cannot|neither|nor|avoid)\b|n['’]t\b/gi;

/** Phrases such as `no more than` are limits, not negations. */
const LIMIT =
  /\b(?:at most|at least|(?:no|not) (?:more|longer|later|higher|fewer|less|shorter|earlier|lower) than|up to (?=\p{N}|\p{L}+ (?:words|sentences|items|characters)))/giu;

function limitsIn(text: string): string[] {
  return (text.match(LIMIT) ?? []).map((found) =>
    /most|more|longer|later|higher|up to/i.test(found) ? 'at most' : 'at least',
  );
}

const KEPT_WORD = new RegExp(
  `^(?:${NUMBER_WORDS.join('|')}|never|none|nothing|without|cannot|neither|avoid)$`,
  'i',
);

/** Numbers and negations, which must not be misspelled. */
export const isKeptWord = (word: string): boolean => KEPT_WORD.test(word);

const KEPT: readonly Kept[] = [
  {
    name: 'placeholders',
    find: all(
      /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\{#[\s\S]*?#\}|\$\{[^}\n]*\}|\{[\p{L}_][\p{L}\p{N}_]*\}|\$(?:ARGUMENTS|[1-9])(?![\p{L}\p{N}_])/gu,
    ),
  },
  { name: 'code', find: all(/```[\s\S]*?```|`[^`\n]+`/g) },
  {
    name: 'JSON',
    find: (text) => jsonBlocks(text).map(({ start, end }) => text.slice(start, end)),
  },
  {
    name: 'quoted texts',
    find: all(/"[^"\n]*"|“[^”\n]*”|«[^»\n]*»|(?<![\p{L}\p{N}])'[^'\n]+'(?![\p{L}\p{N}])/gu),
  },
  { name: 'addresses', find: all(/\bhttps?:\/\/[^\s)>\]]+/g) },
  { name: 'numbers', find: numbersIn },
  { name: 'limits', find: limitsIn },
  {
    name: 'negations',
    find: (text) =>
      (text.replace(LIMIT, ' ').match(NEGATION) ?? []).map((found) =>
        /n['’]t|cannot|avoid/i.test(found) ? 'not' : found.toLowerCase(),
      ),
  },
];

const NUMBER_WORD = new RegExp(`\\b(?:${NUMBER_WORDS.join('|')})\\b`, 'gi');

/** Numbers in digits and words, as digits. */
function numbersIn(text: string): string[] {
  const words = (text.match(NUMBER_WORD) ?? []).map((word) =>
    String(NUMBER_WORDS.indexOf(word.toLowerCase()) + 2),
  );
  return [...(text.match(/\p{N}+(?:[.,:]\p{N}+)*/gu) ?? []), ...words];
}

/** List numbers and letters in any wrapper of the format grammar. */
const LIST_NUMBER =
  /^([ \t]*)(?:\(?(?:\d{1,3}|[a-z]|[ivxlc]{1,6}|[\u2160-\u217f])(?:[.)\]]| \))|[[<](?:\d{1,3}|[a-z]|[ivxlc]{1,6}|[\u2160-\u217f])[\]>])(?!\p{N})[ \t]*/gimu;

/** Violated invariants, one sentence each; empty if the variant passes. */
export function invariantProblems(
  prompt: Prompt,
  wording: readonly Message[],
  kind: WordingKind,
): string[] {
  const original = prompt.messages;
  const problems = kind.regrouped ? [] : rolesProblem(original, wording);
  const before = textOf(original, kind.renumbered ?? false);
  const after = textOf(wording, kind.renumbered ?? false);
  for (const { name, find } of KEPT) {
    const difference = differenceOf(find(before), find(after));
    if (difference) problems.push(`${name} differ: ${difference}`);
  }
  return [
    ...problems,
    ...wordProblems(prompt, { before, after, kind }),
    ...templateProblem(prompt, wording),
    ...(kind.rewritten ? itemsProblem(original, wording) : []),
  ];
}

function rolesProblem(original: readonly Message[], wording: readonly Message[]): string[] {
  const roles = (messages: readonly Message[]) => messages.map(({ role }) => role).join(', ');
  const [was, is] = [roles(original), roles(wording)];
  return was === is ? [] : [`the messages are ${is} instead of ${was}`];
}

/** A rule-based variant must have each label as often as the original; a paraphrase must still have it. */
function wordProblems(
  prompt: Prompt,
  { before, after, kind }: { before: string; after: string; kind: WordingKind },
): string[] {
  const { labels, keys } = requiredWordsOf(prompt);
  const count = (text: string, word: string) => text.match(wholeWord(word))?.length ?? 0;
  const exact = (text: string, word: string) =>
    (text.match(wholeWord(word)) ?? []).filter((found) => found === word).length;
  const isGone = (word: string) =>
    (count(before, word) > 0 && count(after, word) === 0) ||
    (exact(before, word) > 0 && exact(after, word) === 0);
  const isMoreOrLess = (word: string) =>
    !kind.rewritten && count(before, word) !== count(after, word);
  return [
    ...labels.filter(isGone).map((label) => `the label "${label}" is missing`),
    ...labels
      .filter((label) => !isGone(label) && isMoreOrLess(label))
      .map((label) => `the label "${label}" occurs a different number of times`),
    ...keys.filter(isGone).map((key) => `the key "${key}" is missing`),
  ];
}

/** The variant must be a valid template that needs the same values, with its blocks in the same order. */
function templateProblem(prompt: Prompt, wording: readonly Message[]): string[] {
  const language = LANGUAGES[prompt.language];
  const needs = (messages: readonly Message[]) =>
    language
      .read(messages.map(({ content }) => content).join('\n'), prompt.partials)
      .variables.map(({ name, required }) => `${name}${required ? '' : ' (if there)'}`)
      .sort()
      .join(', ');
  let needed: string;
  try {
    needed = needs(prompt.messages);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    // Errors of the file itself are reported when it is read.
    return [];
  }
  try {
    const now = needs(wording);
    if (now !== needed)
      return [`it needs the values ${now || 'none'} instead of ${needed || 'none'}`];
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return [`it is not a valid template: ${error.message}`];
  }
  const blocks = (messages: readonly Message[]) =>
    messages
      .map(({ content }) => content)
      .join('\n')
      .match(/\{\{\s*(?:[#/^]|else\b)[\s\S]*?\}\}|\{%[\s\S]*?%\}/g)
      ?.join('');
  return blocks(prompt.messages) === blocks(wording)
    ? []
    : ['the template blocks are in a different order'];
}

/** A list must keep its number of items, unless it becomes prose. */
function itemsProblem(original: readonly Message[], wording: readonly Message[]): string[] {
  const items = (messages: readonly Message[]) =>
    messages.reduce((sum, { content }) => sum + topItemsOf(content).length, 0);
  const [was, is] = [items(original), items(wording)];
  return was > 0 && is > 0 && was !== is ? [`its lists have ${is} items instead of ${was}`] : [];
}

function textOf(messages: readonly Message[], withoutListNumbers: boolean): string {
  const text = messages.map(({ content }) => content).join('\n');
  return withoutListNumbers ? text.replace(LIST_NUMBER, '$1') : text;
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
