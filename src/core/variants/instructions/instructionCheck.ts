/** What can be told of an answer by looking: the checks an instruction may carry, and whether an answer passes. */

import type { ABSENT_MARKS, UNITS, AnswerCheck } from '../../prompt/settings/instructionChecks.js';
import { findJson } from '../../text/findJson.js';
import { languageOf } from '../../text/language.js';
import { LANGUAGE_NAMES, type LanguageCode } from '../../text/languageWords.js';
import { literalPattern } from '../../text/literalPattern.js';
import { sentencesOf } from '../../text/sentences.js';

export type InstructionCheck = AnswerCheck;
export type Unit = (typeof UNITS)[number];
/** Marks that an instruction forbids by their name. */
export type AbsentMark = (typeof ABSENT_MARKS)[number];

const MARKS: Readonly<Record<AbsentMark, RegExp>> = {
  'exclamation marks': /[!！]/u,
  'question marks': /[?？]/u,
  emoji: /\p{Extended_Pictographic}/u,
  semicolons: /[;；]/u,
  dashes: /[—–]| - /u,
  digits: /\p{Nd}/u,
  bullets: /^[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+\S/mu,
  markdown: /\*\*[^*\n]+\*\*|^#{1,6} |^[ \t]*[-*+] \S|`[^`\n]+`|^\|.*\|$/mu,
  parentheses: /[()（）]/u,
};

const BULLET = /^[ \t]*[-*+•][ \t]+\S/gmu;
const NUMBERED = /^[ \t]*\(?\d{1,3}[.)][ \t]+\S/gmu;
const ITEM = /^[ \t]*(?:[-*+•]|\(?\d{1,3}[.)])[ \t]+\S/gmu;

/** Whether an answer does what the check asks. A word counts whatever its case, and only as a whole word. */
export function passes(check: InstructionCheck, answer: string): boolean {
  const text = answer.trim();
  switch (check.kind) {
    case 'length': {
      const size = sizeOf(text, check.unit);
      return size >= check.least && (check.most === null || size <= check.most);
    }
    case 'keyword':
      return holds(text, check.word);
    case 'forbidden':
      return !holds(text, check.word);
    case 'absent':
      return !MARKS[check.what].test(text);
    case 'start':
      return isPrefix(bare(text), bare(check.with));
    case 'end':
      return isPrefix(reversed(bare(text)), reversed(bare(check.with)));
    case 'order': {
      const [first, second] = [placeOf(text, check.first), placeOf(text, check.second)];
      return first >= 0 && second > first;
    }
    case 'casing':
      return check.casing === 'lower' ? text === text.toLowerCase() : text === text.toUpperCase();
    case 'language':
      return isIn(text, check.language);
    case 'format':
      return isFormatted(text, check.format);
  }
}

/** A text that is too short to tell its language is taken for right. */
function isIn(text: string, language: LanguageCode): boolean {
  const found = languageOf(text);
  return text !== '' && (found === null || found === language);
}

function sizeOf(text: string, unit: Unit): number {
  if (text === '') return 0;
  switch (unit) {
    case 'words':
      return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    case 'characters':
      return [...new Intl.Segmenter().segment(text)].length;
    case 'sentences':
      return text.split(/\n+/).reduce((sum, line) => sum + sentencesOf(line, []).length, 0);
    case 'paragraphs':
      return text.split(/\n\s*\n/).length;
    case 'lines':
      return text.split('\n').filter((line) => line.trim() !== '').length;
    case 'items':
      return (text.match(ITEM) ?? []).length;
  }
}

function isFormatted(text: string, format: 'json' | 'bullets' | 'numbered' | 'table'): boolean {
  if (format === 'json') return findJson(text) !== null;
  if (format === 'table') return /^\|.*\|\s*\n\|[\s:|-]+\|/mu.test(text);
  return (text.match(format === 'bullets' ? BULLET : NUMBERED) ?? []).length > 0;
}

const wholeWord = (word: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${literalPattern(word)}(?![\\p{L}\\p{N}])`, 'iu');

/** Scripts without spaces have no whole words. */
function placeOf(text: string, word: string): number {
  const isSpaced = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]/u.test(word);
  if (!isSpaced) return text.toLowerCase().indexOf(word.toLowerCase());
  return wholeWord(word).exec(text)?.index ?? -1;
}

const holds = (text: string, word: string): boolean => placeOf(text, word) >= 0;

/** Without quotes and emphasis around it, which nobody asked for and nobody minds. */
const bare = (text: string): string =>
  text.replace(/^[\s"'“”„«»*_]+|[\s"'“”„«»*_]+$/gu, '').toLowerCase();

const reversed = (text: string): string => [...text].reverse().join('');

const isPrefix = (text: string, wanted: string): boolean =>
  wanted !== '' && text.startsWith(wanted);

/** Share of a word's letters from which on another word of the answer is a form of it (METRICS 10.1). */
const FORM = 0.8;

/** Of a keyword that is missing: `modification` where the answer has another form of it. */
export function missedAs(word: string, answer: string): 'omission' | 'modification' {
  const wanted = word.toLowerCase();
  const shared = Math.ceil(FORM * wanted.length);
  const words = answer.toLowerCase().match(/[\p{L}\p{N}-]+/gu) ?? [];
  return words.some((each) => each.slice(0, shared) === wanted.slice(0, shared))
    ? 'modification'
    : 'omission';
}

/** The check in a few words: `at most 40 words`, `“delivery”`. */
export function checkName(check: InstructionCheck): string {
  switch (check.kind) {
    case 'length':
      return lengthName(check);
    case 'keyword':
      return `holds “${check.word}”`;
    case 'forbidden':
      return `without “${check.word}”`;
    case 'absent':
      return `without ${check.what}`;
    case 'start':
      return `starts with “${check.with}”`;
    case 'end':
      return `ends with “${check.with}”`;
    case 'order':
      return `“${check.first}” before “${check.second}”`;
    case 'casing':
      return check.casing === 'lower' ? 'lowercase' : 'uppercase';
    case 'language':
      return `in ${LANGUAGE_NAMES[check.language]}`;
    case 'format':
      return {
        json: 'JSON',
        bullets: 'a bulleted list',
        numbered: 'a numbered list',
        table: 'a table',
      }[check.format];
  }
}

function lengthName({ unit, least, most }: InstructionCheck & { kind: 'length' }): string {
  const counted = (n: number) => `${n} ${n === 1 ? unit.slice(0, -1) : unit}`;
  if (most === null) return `at least ${counted(least)}`;
  if (least === most) return `exactly ${counted(most)}`;
  return least === 0 ? `at most ${counted(most)}` : `${least} to ${counted(most)}`;
}
