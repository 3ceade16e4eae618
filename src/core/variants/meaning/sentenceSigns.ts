/** Signs in single sentences, which would be lost in a long text: the worst of the sentences counts. */

import { exchangeSigns } from './exchangedWords.js';
import { senseSigns } from './senseSigns.js';
import { sentencesIn, sentencePairs, type SentencePair } from './sentencePairs.js';
import { shown, sign, type RewritePair, type Sign, type SignCode } from './signs.js';

/** A wording that leaves more than this share of the sentences as they are is a copy, in which every other word counts. */
const COPIED_SHARE = 0.5;
/** What turns a sentence round by a single word. Other signs are as good or better in the text as a whole. */
const SHARP: readonly SignCode[] = ['reversed', 'negation', 'exchanged'];

/**
 * Sentences without a counterpart: the strength is the share of those that have one, so that a free rewrite loses little by
 * it. In a copy also what turns a sentence round, once for each kind of sign, from the sentence in which it is strongest.
 */
export function sentenceSigns(pair: RewritePair): Sign[] {
  const pairs = sentencePairs(pair.before, pair.after);
  const count = Math.max(1, sentencesIn(pair.before).length);
  const changed = pairs.reduce((sum, { before }) => sum + sentencesIn(before).length, 0);
  const isCopy = 1 - changed / count > COPIED_SHARE;
  const gone = pairs.filter(({ after }) => after === '').map(({ before }) => before);
  const added = pairs.filter(({ before }) => before === '').map(({ after }) => after);
  return [
    ...sign(
      'sentence-gone',
      gone.length > 0 ? 1 - gone.length / count : 0,
      isCopy ? `it has no sentence for ${shown(gone)}` : null,
    ),
    ...sign('sentence-new', isCopy && added.length > 0 ? 1 : 0, `it adds ${shown(added)}`),
    ...(isCopy ? SHARP.flatMap((code) => worstOf(pair, pairs, code)) : []),
  ];
}

function worstOf(pair: RewritePair, pairs: readonly SentencePair[], code: SignCode): Sign[] {
  const found = pairs
    .filter(({ before, after }) => before !== '' && after !== '')
    .flatMap((each) =>
      [...senseSigns({ ...pair, ...each }), ...exchangeSigns({ ...pair, ...each })]
        .filter((one) => one.code === code)
        .map((one) => ({ ...one, text: `in ${shown([each.before])} ${one.text ?? ''}` })),
    );
  return found.toSorted((a, b) => b.strength - a.strength).slice(0, 1);
}
