/** Why a number is not there, in words. */

import { english, type Say } from '../say/say.js';

const REASONS: Readonly<Record<string, (say: Say) => string>> = {
  'one-variant': (say) => say('one variant'),
  'one-repeat': (say) => say('one repeat'),
  'no-gold': (say) => say('no expected answers'),
  'no-logprobs': (say) => say('no token probabilities'),
  'no-labels': (say) => say('no set of labels'),
  'no-embeddings': (say) => say('no model that embeds texts'),
  'no-judge': (say) => say('no answer was judged twice'),
  'no-json': (say) => say('answers are not JSON'),
  'no-schema': (say) => say('the prompt names no schema'),
  'no-words': (say) => say('too few words in Latin letters'),
  'same-words': (say) => say('the answers have the same words in another order'),
  graded: (say) => say('scores are graded, not right or wrong'),
  'low-coverage': (say) => say('the labels hold too little of the probability'),
  empty: (say) => say('no answers'),
  'n-too-small': (say) => say('too few answers'),
  deterministic: (say) => say('the server gives the same text every time'),
  'zero-denominator': (say) => say('nothing differs'),
};

export const reasonText = (reason: string, say: Say = english): string =>
  REASONS[reason]?.(say) ?? reason;

export const reasonOf = (
  envelope: { readonly reason?: string | undefined } | undefined,
  say: Say = english,
) => reasonText(envelope?.reason ?? 'empty', say);
