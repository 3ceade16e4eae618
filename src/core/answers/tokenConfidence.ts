/** How sure the model was of an answer, from its token probabilities. */

import type { AnswerShape } from '../prompt/answerShape.js';
import type { Token } from '../ports/model.js';
import { labelPosition } from './readAnswer.js';
import type { TokenConfidence } from './answer.js';
import { meanOrNull } from '../numbers/describe.js';

/** Some endpoints write -9999 for "as good as impossible". */
const LOWEST_LOGPROB = Math.log(1e-6);

export interface TokenStatistics {
  /** Natural logarithms, in (-inf, 0]. */
  readonly sumLogprob: number;
  readonly meanLogprob: number;
  /** exp of the mean, the geometric mean of the token probabilities, in (0, 1]. */
  readonly geoMean: number;
  /** 1 / geoMean, in [1, inf). */
  readonly perplexity: number;
  /** Probability of the whole sequence, in (0, 1]. */
  readonly sequence: number;
  /** Probability of the least likely token, in (0, 1]. */
  readonly minToken: number;
}

/** Null for an answer without tokens. */
export function tokenStatistics(logprobs: readonly number[]): TokenStatistics | null {
  if (logprobs.length === 0) return null;
  const clamped = logprobs.map(clamp);
  const sumLogprob = clamped.reduce((sum, each) => sum + each, 0);
  const meanLogprob = sumLogprob / clamped.length;
  return {
    sumLogprob,
    meanLogprob,
    geoMean: Math.exp(meanLogprob),
    perplexity: Math.exp(-meanLogprob),
    sequence: Math.exp(sumLogprob),
    minToken: Math.exp(Math.min(...clamped)),
  };
}

/** Probability of the best alternative minus that of the second, in [0, 1]; null with fewer than two alternatives. */
export function topMargin(token: Token): number | null {
  const [first, second] = probabilitiesOf(token).sort((a, b) => b - a);
  return first === undefined || second === undefined ? null : first - second;
}

/**
 * Entropy in nats over the alternatives and one lump for everything else: a lower bound of the true entropy.
 * Null without alternatives.
 */
export function topEntropy(token: Token): number | null {
  const known = probabilitiesOf(token);
  if (known.length === 0) return null;
  const rest = Math.max(0, 1 - known.reduce((sum, p) => sum + p, 0));
  return [...known, rest].reduce((sum, p) => sum - (p > 0 ? p * Math.log(p) : 0), 0);
}

const probabilitiesOf = ({ top }: Token) => top.map(({ logprob }) => Math.exp(clamp(logprob)));

/**
 * The probability of the chosen label among all labels, and how much of the probability the labels hold together.
 * A label of one token is weighed against the other labels' forms among the alternatives (case and spaces do not count); null
 * where no other is among them, since its share would be 1 whatever the model thinks. A label of several tokens has the product
 * of its own tokens, and the coverage of its first.
 */
export function labelConfidence(
  tokens: readonly Token[],
  label: string,
  labels: readonly string[],
): { answer: number; coverage: number } | null {
  const span = tokensOf(tokens, label);
  const [first] = span;
  if (!first) return null;
  const mass = (belongs: (form: string) => boolean) =>
    alternativesOf(first)
      .filter(({ text }) => belongs(plain(text)))
      .reduce((sum, { logprob }) => sum + Math.exp(clamp(logprob)), 0);
  const begins = (each: string) => (form: string) => form !== '' && plain(each).startsWith(form);
  const coverage = Math.min(
    1,
    mass((form) => labels.some((each) => begins(each)(form))),
  );
  if (span.length === 1) {
    const forms = new Set(
      alternativesOf(first)
        .map(({ text }) => plain(text))
        .filter((form) => labels.some((each) => begins(each)(form))),
    );
    if (forms.size < 2) return null;
    const all = mass((form) => labels.some((each) => begins(each)(form)));
    return { answer: mass(begins(label)) / all, coverage };
  }
  const answer = Math.exp(span.reduce((sum, { logprob }) => sum + clamp(logprob), 0));
  return { answer, coverage };
}

/** The emitted token counts among its alternatives even where the endpoint left it out. */
function alternativesOf({ text, logprob, top }: Token): Token['top'] {
  return top.some((each) => each.text === text) ? top : [...top, { text, logprob }];
}

const plain = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replace(/^["'“‘]+|["'”’.,]+$/g, '');

/** The tokens that overlap the label's first place in the text. */
function tokensOf(tokens: readonly Token[], label: string): Token[] {
  const start = labelPosition(tokens.map(({ text }) => text).join(''), label);
  if (start < 0) return [];
  let at = 0;
  return tokens.filter(({ text }) => {
    const from = at;
    at += text.length;
    return from < start + label.length && at > start;
  });
}

export function confidenceOf(
  tokens: readonly Token[] | null,
  answer: string | null,
  shape: AnswerShape,
): TokenConfidence | null {
  const statistics = tokens && tokenStatistics(tokens.map(({ logprob }) => logprob));
  if (!tokens || !statistics) return null;
  const { geoMean, minToken, perplexity } = statistics;
  const label =
    shape.kind === 'label' && answer !== null
      ? labelConfidence(tokens, answer, shape.labels)
      : null;
  return {
    geoMean,
    minToken,
    perplexity,
    margin: meanOrNull(tokens.flatMap((token) => topMargin(token) ?? [])),
    entropy: meanOrNull(tokens.flatMap((token) => topEntropy(token) ?? [])),
    answer: label?.answer ?? null,
    coverage: label?.coverage ?? null,
    clamped: tokens.filter(({ logprob }) => logprob < LOWEST_LOGPROB).length,
  };
}

const clamp = (logprob: number) => Math.max(LOWEST_LOGPROB, Math.min(0, logprob));
