/**
 * Step 1 of the meaning check: what a free rewrite certainly must not change. These rules alone reject, so they leave out
 * whatever a good paraphrase may do: quotes of another kind or around a placeholder, a placeholder said twice, `two words`
 * for two listed inputs, another negation for the same thing. Those are signs at most.
 */

import type { Message } from '../../ports/model.js';
import type { Prompt } from '../../prompt/prompt.js';
import { parseJson } from '../../text/jsonDiff.js';
import { isRecord } from '../../text/narrow.js';
import { emptyMessages, otherLanguage } from '../certainRules.js';
import { jsonBlocks } from '../protectedSpans.js';
import { joined } from './drift.js';
import { listedValues } from '../dataSpans.js';
import { ADDRESS, codeTexts, PLACEHOLDER, placeholdersIn } from './marks.js';
import { numberChanges } from './numberChanges.js';
import { countOf, isGone } from './presence.js';
import { requiredWordsOf } from './requiredWords.js';
import { rolesProblem } from './roles.js';
import { templateProblems } from './templates.js';

/** One sentence for each change of meaning that is certain; empty if there is none. */
export function certainProblems(prompt: Prompt, wording: readonly Message[]): string[] {
  const original = prompt.messages;
  const [before, after] = [joined(original), joined(wording)];
  const empty = emptyMessages(original, wording);
  if (empty.length > 0) return empty;
  return [
    ...rolesProblem(original, wording),
    ...otherLanguage(original, wording),
    ...templateProblems(prompt, wording),
    ...strayPlaceholders(before, after),
    ...numberProblems(prompt, wording),
    ...addressProblems(before, after),
    ...codeProblems(before, after),
    ...wordProblems(prompt, before, after),
  ];
}

/** Pieces that look like placeholders in a language that is not the prompt's are sent to the model as they are. */
function strayPlaceholders(before: string, after: string): string[] {
  const known = placeholdersIn(before);
  const stray = (after.match(/(?<![{$])\{[\p{L}_][\p{L}\p{N}_.()]*\}(?!\})/gu) ?? []).filter(
    (piece) => !known.includes(piece),
  );
  return [...new Set(stray)].map((piece) => `${piece} was added, which no value is filled into`);
}

function numberProblems(prompt: Prompt, wording: readonly Message[]): string[] {
  const { gone, added, limits } = numberChanges(prompt, wording);
  if (gone.length === 0 && limits.length === 0) return [];
  const changes = [
    ...gone.map((number) => `${number} is missing`),
    ...(gone.length > 0 ? added : limits).map((number) => `${number} was added`),
  ];
  return [`numbers differ: ${changes.join(', ')}`];
}

function addressProblems(before: string, after: string): string[] {
  const gone = [...new Set(before.match(ADDRESS) ?? [])].filter(
    (address) => !after.includes(address),
  );
  return gone.map((address) => `the address ${address} is missing`);
}

/** Code may be formatted differently; what it says must be there. */
function codeProblems(before: string, after: string): string[] {
  const spaced = (text: string) => text.replace(/\s+/g, ' ');
  const whole = spaced(after);
  return codeTexts(before)
    .filter((code) => jsonBlocks(code).length === 0 && !whole.includes(spaced(code)))
    .map((code) => `the code ${spaced(code)} is missing`);
}

/** Label words and the keys of schemas and of JSON that shows what the answer looks like. */
function wordProblems(prompt: Prompt, before: string, after: string): string[] {
  const { labels, keys } = requiredWordsOf(prompt);
  const shownKeys = jsonBlocks(before).flatMap(({ start, end }) =>
    keysOf(before.slice(start, end)),
  );
  const gone = (word: string) => isGone(word, before, after);
  const listed = lostValues(before, gone).filter((value) => !labels.includes(value));
  return [
    ...listed.map((value) => `the value "${value}" is missing`),
    ...labelsOfText(labels, before)
      .filter(gone)
      .map((label) => `the label "${label}" is missing`),
    ...[...new Set([...keys, ...shownKeys, ...snakeNames(before)])]
      .filter(gone)
      .map((key) => `the key "${key}" is missing`),
  ];
}

/** Values the prompt lists to choose from that are gone while most of their list is still there. */
const lostValues = (before: string, gone: (value: string) => boolean): string[] =>
  listedValues(before).flatMap((values) => {
    const lost = values.filter(gone);
    return lost.length * 2 < values.length ? lost : [];
  });

/** Names no prose has: `unit_price`. */
const snakeNames = (text: string): string[] =>
  text
    .replace(PLACEHOLDER, ' ')
    .match(/(?<![\p{L}\p{N}_./:@-])\p{L}+(?:_[\p{L}\p{N}]+)+(?![\p{L}\p{N}_/-])/gu) ?? [];

/** A prompt that mentions few of its labels does not list them: a `no` in it is an ordinary word. */
function labelsOfText(labels: readonly string[], text: string): readonly string[] {
  const mentioned = labels.filter((label) => countOf(text, label) > 0);
  return mentioned.length * 2 >= labels.length ? mentioned : [];
}

/** The property names of JSON, also where values are sketched (`{"label": <word>}`). */
function keysOf(json: string): string[] {
  const value = parseJson(json);
  if (value === undefined)
    return [...json.matchAll(/["']([^"'\n]+)["']\s*:/g)].map(([, key]) => key as string);
  return propertyNames(value);
}

function propertyNames(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(propertyNames);
  if (!isRecord(value)) return [];
  return [...Object.keys(value), ...Object.values(value).flatMap(propertyNames)];
}
