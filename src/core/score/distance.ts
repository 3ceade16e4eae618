import { callKeys, multisetF1 } from '../text/compareCalls.js';
import { answerWords, countWords } from '../text/answerWords.js';
import { memoiseText } from '../text/memoise.js';
import { normaliseAnswer } from '../text/normalise.js';
import { jsonSimilarity } from '../text/jsonDiff.js';
import { wordBags, type WordBag, type WordBags } from '../text/tokenF1.js';
import { cosine } from '../text/cosine.js';
import { isToolCalls, readToolCalls } from '../text/toolCalls.js';
import { onScale, type EmbeddingScale } from './embeddingScale.js';
import type { AnswerDistance } from './scoreInput.js';
import type { Answer } from '../answers/answer.js';
import { distancesOf, type Distances } from './statistics/energy.js';

/** Distances of all pairs of a case's outputs, each in [0,1]. */
export type OutputDistances = (outputs: readonly Answer[]) => Distances;

/** Difference of two scores; all must be scored. */
export const scoreDistances: OutputDistances = (outputs) =>
  distancesOf(
    outputs.map(({ score }) => score ?? 0),
    itself,
    (a, b) => Math.abs(a - b),
  );

const itself = <T>(value: T): T => value;

/**
 * How different two answers are: labels and meanings are equal or not, JSON by leaf, calls by call, text by words. Two short texts
 * are values: equal or not.
 */
export function answerDistances(kind: Exclude<AnswerDistance, 'embedding'>): OutputDistances {
  if (kind === 'label' || kind === 'meaning') {
    return (outputs) => distancesOf(outputs.map(answerClass), itself, (a, b) => (a === b ? 0 : 1));
  }
  if (kind === 'text') {
    return (outputs) => {
      const bags = wordBags(answerWords);
      const proseOf = memoiseText((text) => readProse(text, bags));
      return distancesOf(
        outputs.map(({ text, extracted }) => extracted ?? text),
        itself,
        (a, b) => proseDistance(proseOf(a), proseOf(b), bags),
      );
    };
  }
  if (kind === 'toolCalls') {
    return (outputs) => {
      const bags = wordBags(answerWords);
      return distancesOf(outputs.map(withCalls), whatIsSaid, (a, b) => callsDistance(a, b, bags));
    };
  }
  return (outputs) => {
    const bags = wordBags(answerWords);
    return distancesOf(outputs, whatIsSaid, (a, b) => jsonDistance(a, b, bags));
  };
}

/** As `scale` sees the answers; an empty one has no vector and is as far from any other as can be. Two short texts are values here too: equal or not. */
export const embeddingDistances =
  (scale: EmbeddingScale): OutputDistances =>
  (outputs) => {
    const prose = outputs.map(({ text, extracted }) => ({
      vector: scale.vectors.get(text) ?? [],
      value: shortValue(extracted ?? text),
      written: text,
      text: normaliseAnswer(text),
    }));
    return distancesOf(
      prose,
      // Texts that are equal but for their case may have vectors of their own.
      ({ written }) => written,
      (a, b) => {
        if (a.text === b.text) return 0;
        if (a.value !== null && b.value !== null) return a.value === b.value ? 0 : 1;
        return onScale(scale, 1 - (cosine(a.vector, b.vector) ?? 0));
      },
    );
  };

/** Words up to which a text is a value. */
const SHORT = 3;

interface Prose {
  readonly bag: WordBag;
  /** Null for a longer text. */
  readonly value: string | null;
}

const readProse = (text: string, { bagOf }: WordBags): Prose => ({
  bag: bagOf(text),
  value: shortValue(text),
});

/** A text of few words as it is compared: equal or not; null for a longer one. */
export function shortValue(text: string): string | null {
  const value = normaliseAnswer(text);
  return countWords(value) <= SHORT ? value : null;
}

function proseDistance(a: Prose, b: Prose, { f1 }: WordBags): number {
  if (a.value !== null && b.value !== null) return a.value === b.value ? 0 : 1;
  return 1 - f1(a.bag, b.bag);
}

/** Outputs that are alike in this are at no distance. */
const whatIsSaid = ({ text, answer }: Answer): string => JSON.stringify([text, answer]);

/** `calls`: one text for each call; null in an answer of words. */
type Called = Answer & { readonly calls: readonly string[] | null };

/** What was read of an answer holds no declared defaults any more. */
const withCalls = (output: Answer): Called => {
  const calls = output.answer !== null && isToolCalls(output.answer);
  return { ...output, calls: calls ? callKeys(readToolCalls(output.answer) ?? []) : null };
};

/** One that calls and one that does not have nothing in common; two that do not are compared by their words. */
function callsDistance(a: Called, b: Called, { bagOf, f1 }: WordBags): number {
  if (a.calls && b.calls) return 1 - multisetF1(a.calls, b.calls);
  if (a.calls || b.calls) return 1;
  return isSameAnswer(a, b) ? 0 : 1 - f1(bagOf(a.text), bagOf(b.text));
}

const isSameAnswer = (a: Answer, b: Answer) => a.answer !== null && a.answer === b.answer;

function jsonDistance(a: Answer, b: Answer, { bagOf, f1 }: WordBags): number {
  if (a.text === b.text || isSameAnswer(a, b)) return 0;
  const similarity =
    a.answer === null || b.answer === null ? null : jsonSimilarity(a.answer, b.answer);
  if (similarity !== null) return 1 - similarity;
  // One readable and one not have nothing in common; two unreadable ones may.
  return a.answer === null && b.answer === null ? 1 - f1(bagOf(a.text), bagOf(b.text)) : 1;
}

/** The class an answer falls into where answers are counted: what is empty, declines or is unreadable is a class of its own. */
export function answerClass({ text, answer }: Pick<Answer, 'text' | 'answer'>): string {
  if (text.trim() === '') return '<EMPTY>';
  return answer ?? '<UNREADABLE>';
}
