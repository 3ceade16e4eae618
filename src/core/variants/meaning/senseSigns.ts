/** Signs in words that turn a request round: negations, opposites, and words that narrow it. */

import { wholeWord } from '../../text/literalPattern.js';
import { quotedTexts } from './marks.js';
import { LIMITS, NARROWING, negationsIn, OPPOSITES, withoutLimits, type Sense } from './senses.js';
import { ifSo, sign, type RewritePair, type Sign } from './signs.js';
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
  const [was, is] = [negationsIn(own(before)).length, negationsIn(own(after)).length];
  const strength = was > 0 === is > 0 ? Math.abs(was - is) / MANY_NEGATIONS : 1;
  const counted = (count: number) => (count === 1 ? '1 negation' : `${count} negations`);
  return sign('negation', strength, `it has ${counted(is)} instead of ${was}`);
}

const has = ({ words }: Sense, prose: string) => prose.search(words) >= 0;

function oppositeSigns(
  { before, after }: RewritePair,
  [one, other]: readonly [Sense, Sense],
): Sign[] {
  const prose = (text: string) =>
    one === LIMITS[0] ? proseOf(text) : withoutLimits(proseOf(text));
  const [was, is] = [prose(before), prose(after)];
  const signsFor = (here: Sense, there: Sense): Sign[] => {
    const [hadThere, hasThere] = [has(there, was), has(there, is)];
    if (has(here, was) && !has(here, is))
      return hasThere && !hadThere
        ? sign('reversed', 1, `“${here.name}” became “${there.name}”`)
        : sign('sense-gone', 1, `nothing says “${here.name}”`);
    const isNew = !has(here, was) && has(here, is) && hadThere === hasThere;
    return sign('sense-new', ifSo(isNew), `it also says “${here.name}”`);
  };
  return [...signsFor(one, other), ...signsFor(other, one)];
}

function narrowingSigns({ before, after }: RewritePair, sense: Sense): Sign[] {
  const [was, is] = [has(sense, proseOf(before)), has(sense, proseOf(after))];
  return [
    ...sign('wider', ifSo(was && !is), `nothing says “${sense.name}”`),
    ...sign('narrower', ifSo(!was && is), `it also says “${sense.name}”`),
  ];
}
