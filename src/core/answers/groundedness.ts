/**
 * Whether what an answer says stands in the passages it was given: sentence by sentence, by the words they share, and by the
 * passages it names. Words tell where an answer brought something of its own; they do not tell whether it follows.
 */

import type { Passage } from '../prompt/prompt.js';
import { languageOf } from '../text/language.js';
import { LANGUAGE_WORDS } from '../text/languageWords.js';
import { findJson } from '../text/findJson.js';
import { sentencesOf } from '../text/sentences.js';

/** A sentence is supported from this share of its words on, if every number and name in it is. */
export const SUPPORTED = 0.6;

export interface SentenceSupport {
  readonly sentence: string;
  /** Share of its content words that stand in the passages, in [0,1]; null: it has none beyond the question's. */
  readonly overlap: number | null;
  readonly supported: boolean;
  /** Ids of passages it names. */
  readonly cites: readonly string[];
  /** Those of them that were given. */
  readonly exist: readonly string[];
  /** Whether the passages it names support it by themselves; null: it names none that were given. */
  readonly citedSupport: boolean | null;
}

const CITED = /\[([^\][\n]{1,60})\]/g;
const FUNCTION_WORDS = new Set(Object.values(LANGUAGE_WORDS).flatMap((words) => [...words]));
/** Of Japanese grammar. */
const PARTICLE = /^\p{Script=Hiragana}{1,3}$/u;
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** `question`: the case's other inputs. Its words are neither supported nor unsupported where an answer repeats them. */
export function groundedness(
  text: string,
  passages: readonly Passage[],
  question: string,
): SentenceSupport[] {
  const given = new Map(passages.map(({ id, text: own }) => [id, wordsOf(own)]));
  const all = new Set([...given.values()].flatMap((words) => [...words]));
  const asked = wordsOf(question);
  return statementsOf(text).map((sentence) => {
    const cites = [...sentence.matchAll(CITED)].flatMap(([, ids = '']) =>
      ids.split(/[,;]\s*/).map((id) => id.trim()),
    );
    const exist = cites.filter((id) => given.has(id));
    const own = wordsOf(sentence.replace(CITED, ' '));
    const named = namesIn(sentence);
    const cited = new Set(exist.flatMap((id) => [...(given.get(id) ?? [])]));
    const { overlap, supported } = supportOf({ own, named }, all, asked);
    return {
      ...{ sentence, overlap, supported, cites, exist },
      citedSupport: exist.length === 0 ? null : supportOf({ own, named }, cited, asked).supported,
    };
  });
}

interface Statement {
  readonly own: ReadonlySet<string>;
  readonly named: ReadonlySet<string>;
}

/** A number or name that is not there is made up, however many words are. */
function supportOf(
  { own, named }: Statement,
  given: ReadonlySet<string>,
  asked: ReadonlySet<string>,
) {
  const counted = [...own].filter((word) => given.has(word) || !asked.has(word));
  if (counted.length === 0) return { overlap: null, supported: true };
  const overlap = counted.filter((word) => given.has(word)).length / counted.length;
  const invents = counted.some((word) => (/\d/.test(word) || named.has(word)) && !given.has(word));
  return { overlap, supported: overlap >= SUPPORTED && !invents };
}

/** Capitalized words but the first; none in German, which capitalizes every noun. */
const namesIn = (sentence: string): ReadonlySet<string> =>
  languageOf(sentence) === 'de'
    ? new Set()
    : wordsOf((sentence.match(/(?<=[\p{L}\p{N},;:)] +)\p{Lu}[\p{L}\p{M}]+/gu) ?? []).join(' '));

/** What `groundedness` looks at one by one: the texts in JSON, else the sentences. A passage's id in brackets is no JSON. */
export function statementsOf(text: string): string[] {
  const found = /^\s*[{`]/.test(text) ? findJson(text) : null;
  if (found) return leavesOf(found.value);
  return text
    .split(/\n+/)
    .flatMap((line) => sentencesOf(line, []).map(({ start, end }) => line.slice(start, end)));
}

function leavesOf(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  if (typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [];
}

/** Content words in lowercase; numbers without separators of thousands. */
const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(
    [...segmenter.segment(text.normalize('NFKC').toLowerCase())]
      .filter(({ isWordLike, segment }) => isWordLike && !PARTICLE.test(segment))
      .map(({ segment }) => segment.replace(/(?<=\d),(?=\d{3})/g, ''))
      .filter((word) => !FUNCTION_WORDS.has(word)),
  );
