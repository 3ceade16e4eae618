/** Signs in words that turn a request round: negations, opposites, and words that narrow it. */

import { wholeWord } from '../../text/literalPattern.js';
import { quotedTexts } from './marks.js';
import { LIMITS, NARROWING, negationsIn, OPPOSITES, withoutLimits } from './senses.js';
import { ifSo, shown, sign, type RewritePair, type Sign } from './signs.js';
import { proseOf } from './words.js';

export const senseSigns = (pair: RewritePair): Sign[] => [
  ...negationSigns(pair),
  ...OPPOSITES.flatMap((opposites) => oppositeSigns(pair, opposites)),
  ...NARROWING.flatMap((sense) => narrowingSigns(pair, sense)),
];

/** A sentence can be turned round without a negation (`ignore`, `remains`), so that one more or less in many counts little. */
const MANY_NEGATIONS = 4;

function negationSigns({ before, after, labels }: RewritePair): Sign[] {
  // Words to answer with are mentioned, with quotes or without, not used.
  const mentioned = [...labels, ...quotedTexts(before), ...quotedTexts(after)];
  const own = (text: string) =>
    mentioned.reduce((prose, word) => prose.replace(wholeWord(word), ' '), proseOf(text));
  const [was, is] = [negationsIn(own(before)), negationsIn(own(after))];
  const strength =
    was.length > 0 === is.length > 0 ? Math.abs(was.length - is.length) / MANY_NEGATIONS : 1;
  const counted = (found: readonly string[]) =>
    found.length === 0 ? 'none' : `${found.length} (${shown(found)})`;
  return sign('negation', strength, `negations: ${counted(is)} instead of ${counted(was)}`);
}

const has = (words: RegExp, prose: string) => prose.search(words) >= 0;

/** The words of a sense that a text has, quoted: what is told must be in it. */
const wordsIn = (words: RegExp, prose: string) => shown(prose.match(words) ?? []);

function oppositeSigns(
  { before, after }: RewritePair,
  [one, other]: readonly [RegExp, RegExp],
): Sign[] {
  const prose = (text: string) =>
    one === LIMITS[0] ? proseOf(text) : withoutLimits(proseOf(text));
  const [was, is] = [prose(before), prose(after)];
  const signsFor = (here: RegExp, there: RegExp): Sign[] => {
    const [hadThere, hasThere] = [has(there, was), has(there, is)];
    if (has(here, was) && !has(here, is))
      return hasThere && !hadThere
        ? sign('reversed', 1, `it says ${wordsIn(there, is)} and no longer ${wordsIn(here, was)}`)
        : sign('sense-gone', 1, `it no longer says ${wordsIn(here, was)}`);
    const isNew = !has(here, was) && has(here, is) && hadThere === hasThere;
    return sign('sense-new', ifSo(isNew), `it also says ${wordsIn(here, is)}`);
  };
  return [...signsFor(one, other), ...signsFor(other, one)];
}

function narrowingSigns({ before, after }: RewritePair, sense: RegExp): Sign[] {
  const [was, is] = [proseOf(before), proseOf(after)];
  const [had, hasNow] = [has(sense, was), has(sense, is)];
  return [
    ...sign('wider', ifSo(had && !hasNow), `it no longer says ${wordsIn(sense, was)}`),
    ...sign('narrower', ifSo(!had && hasNow), `it also says ${wordsIn(sense, is)}`),
  ];
}
