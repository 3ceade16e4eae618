/** Why a number is not there, in words. */

const REASONS: Readonly<Record<string, string>> = {
  'one-variant': 'one variant',
  'one-repeat': 'one repeat',
  'no-gold': 'no expected answers',
  'no-logprobs': 'no token probabilities',
  'no-labels': 'no set of labels',
  'no-embeddings': 'no model that embeds texts',
  'no-judge': 'no answer was judged twice',
  'no-json': 'answers are not JSON',
  'no-schema': 'the prompt names no schema',
  'no-words': 'too few words in Latin letters',
  graded: 'scores are graded, not right or wrong',
  'low-coverage': 'the labels hold too little of the probability',
  empty: 'no answers',
  'n-too-small': 'too few answers',
  deterministic: 'the server gives the same text every time',
  'zero-denominator': 'nothing differs',
};

export const reasonText = (reason: string): string => REASONS[reason] ?? reason;

export const reasonOf = (envelope: { readonly reason?: string | undefined } | undefined) =>
  reasonText(envelope?.reason ?? 'empty');
