/** The JSON in an answer, where models put it: alone, in a code fence, between sentences. */

import { parseExactJson } from './exactJson.js';
import { canonicalValue } from './jsonDiff.js';

export interface FoundJson {
  /** Numbers that a double does not hold are `ExactNumber`s. */
  readonly value: unknown;
  /** Whether the answer is that JSON and nothing else. */
  readonly isWhole: boolean;
  /** Whether further values stand after the first. */
  readonly isFirstOfSeveral: boolean;
  /** Words of the text that are not part of it; the marks of a code fence are none. */
  readonly wordsAround: number;
}

export interface FindOptions {
  /** Takes a comma after the last item. */
  readonly lenient?: boolean;
}

/**
 * The first whole object or list, or whatever JSON the whole text is. Null where there is none, also where it is cut off. The
 * last result is kept, because an answer is read, checked and shown in turn. Its value must not be changed.
 */
export function findJson(text: string, { lenient = false }: FindOptions = {}): FoundJson | null {
  if (last?.text !== text || last.lenient !== lenient)
    last = { text, lenient, found: search(text, lenient) };
  return last.found;
}

let last: {
  readonly text: string;
  readonly lenient: boolean;
  readonly found: FoundJson | null;
} | null = null;

function search(text: string, lenient: boolean): FoundJson | null {
  const plain = text.replace(/^\uFEFF/, '').trim();
  const parse = (part: string) =>
    parseExactJson(part) ?? (lenient ? parseExactJson(withoutTrailingCommas(part)) : undefined);
  const whole = parse(plain);
  if (whole !== undefined)
    return { value: whole, isWhole: true, isFirstOfSeveral: false, wordsAround: 0 };
  const found = valuesIn(plain, parse);
  const first = answerOf(found, plain);
  if (!first) return null;
  const rest = found.slice(found.indexOf(first) + 1).filter(({ isReference }) => !isReference);
  return {
    value: first.value,
    isWhole: false,
    isFirstOfSeveral: rest.length > 0,
    wordsAround: wordsIn(plain.slice(0, first.at)) + wordsIn(plain.slice(first.end)),
  };
}

/** One that a sentence mentions is not the answer where another stands in a code fence. */
function answerOf(found: readonly Candidate[], text: string): Candidate | undefined {
  const own = found.filter(({ isReference }) => !isReference);
  const [first] = own;
  const fenced =
    first && isMentioned(first, text) ? own.find((each) => isFenced(each, text)) : null;
  return fenced ?? first ?? found[0];
}

function isMentioned({ at, end }: Candidate, text: string): boolean {
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  const after = /^[^\n]*/.exec(text.slice(end))?.[0] ?? '';
  return /\p{L}/u.test(before) && /\p{L}/u.test(after);
}

const isFenced = ({ at }: Candidate, text: string): boolean =>
  /(?:`{3,}|~{3,})[ \t]*\w*[ \t]*\n\s*$/.test(text.slice(Math.max(0, at - 80), at));

const wordsIn = (text: string): number =>
  text.replace(/(?:`{3,}|~{3,})\w*/g, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0;

/** Every whole object and list in the text, in order; what stands inside another one is part of it. */
export const jsonValuesIn = (text: string): readonly unknown[] =>
  valuesIn(text, parseExactJson).map(({ value }) => value);

/** The same text for answers whose JSON is equal, whatever stands around it; null where there is none. */
export function canonicalFound(text: string, options: FindOptions = {}): string | null {
  const found = findJson(text, options);
  return found === null ? null : canonicalValue(found.value);
}

interface Candidate {
  readonly value: unknown;
  /** `[1]` in a sentence is a reference, not an answer. */
  readonly isReference: boolean;
  /** Where it begins in the text, and the place after it. */
  readonly at: number;
  readonly end: number;
}

/** An answer full of brackets that never close must not cost seconds. */
const MAX_STARTS = 50;

function valuesIn(text: string, parse: (part: string) => unknown): Candidate[] {
  const found: Candidate[] = [];
  let starts = 0;
  for (let at = nextStart(text, 0); at >= 0 && starts < MAX_STARTS; starts++) {
    const end = endOf(text, at);
    const isMeant = looksLikeJson(text, at);
    // What is cut off has no whole value, though parts of it may look like one.
    if (end < 0 && isMeant) return found;
    const value = end < 0 ? undefined : parse(text.slice(at, end));
    if (value !== undefined)
      found.push({ value, isReference: isReference(text, at, value), at, end });
    at = nextStart(text, end > 0 && (isMeant || value !== undefined) ? end : at + 1);
  }
  return found;
}

function nextStart(text: string, from: number): number {
  const at = text.slice(from).search(/[{[]/);
  return at < 0 ? -1 : from + at;
}

const looksLikeJson = (text: string, at: number) =>
  text[at] === '{'
    ? /^\{\s*(?:["'}]|$)/.test(text.slice(at, at + 40))
    : /^\[\s*(?:[{["\]]|$)/.test(text.slice(at, at + 40));

function isReference(text: string, at: number, value: unknown): boolean {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return (
    Array.isArray(value) &&
    value.every((each) => typeof each === 'number') &&
    value.length <= 3 &&
    (line.trim() !== '' || /^\[[^\]]*\][^\n]*\w/.test(text.slice(at)))
  );
}

/** The place after the bracket that closes the one at `at`, brackets in strings not counted; -1 where none does. */
function endOf(text: string, at: number): number {
  let depth = 0;
  let isString = false;
  for (let index = at; index < text.length; index++) {
    const character = text[index];
    if (isString) {
      if (character === '\\') index += 1;
      else if (character === '"') isString = false;
    } else if (character === '"') isString = true;
    else if (character === '{' || character === '[') depth += 1;
    else if ((character === '}' || character === ']') && --depth === 0) return index + 1;
  }
  return -1;
}

/** Strings stay as they are. */
const withoutTrailingCommas = (text: string): string =>
  text.replace(
    /("(?:[^"\\]|\\.)*")|,(\s*[}\]])/g,
    (_, string?: string, end?: string) => string ?? end ?? '',
  );
