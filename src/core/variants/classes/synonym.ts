/** Synonyms and contractions that are safe in any instruction. The list is our own and deliberately short. */

import { rewriteFree } from '../protectedSpans.js';
import { rewordInstructions } from '../rewording.js';
import type { Rewording, VariantClass } from '../variant.js';

/** From → to. Each is valid for every sense of the first word in instructions. None is a negation, number or limit. */
const SYNONYMS: readonly (readonly [string, string])[] = [
  ['make sure', 'ensure'],
  ['ensure', 'make sure'],
  ['in order to', 'to'],
  ['for instance', 'for example'],
  ['for example', 'for instance'],
  ['choose', 'pick'],
  ['select', 'choose'],
  ['respond with', 'reply with'],
  ['reply with', 'respond with'],
  ['respond in', 'reply in'],
  ['reply in', 'respond in'],
  ['carefully', 'with care'],
  ['regarding', 'about'],
  ['concerning', 'about'],
  ['prior to', 'before'],
  ['utilize', 'use'],
  ['entire', 'whole'],
  ['whole', 'entire'],
  ['begin with', 'start with'],
  ['start with', 'begin with'],
  ['try to', 'attempt to'],
  ['take into account', 'consider'],
  ['consider', 'take into account'],
  ['think of', 'think about'],
  ['in addition', 'additionally'],
  ['kind of', 'type of'],
  ['type of', 'kind of'],
  ['therefore', 'thus'],
  ['summarize', 'sum up'],
  ['summarise', 'sum up'],
  ['look at', 'examine'],
  ['examine', 'look at'],
  ['provide', 'give'],
  ['concise', 'succinct'],
  ['big', 'large'],
  ['rapidly', 'quickly'],
];

const CONTRACTIONS: readonly (readonly [string, string])[] = [
  ['do not', "don't"],
  ['does not', "doesn't"],
  ['is not', "isn't"],
  ['are not', "aren't"],
  ['cannot', "can't"],
  ['should not', "shouldn't"],
  ['you are', "you're"],
  ['you will', "you'll"],
  ['it is', "it's"],
  ['that is', "that's"],
  ['what is', "what's"],
];

type Pair = readonly [RegExp, string, string];

const pairOf = ([from, to]: readonly [string, string]): Pair => [
  new RegExp(`(?<![\\p{L}\\p{N}'’_-])${from.replace(/'/g, "['’]")}(?![\\p{L}\\p{N}'’_-])`, 'giu'),
  from,
  to,
];
const WORDS = SYNONYMS.map(pairOf);
const SHORTER = CONTRACTIONS.map(pairOf);
const LONGER = CONTRACTIONS.map(([long, short]) => pairOf([short, long]));

const ATTEMPTS = 6;

export const synonym: VariantClass = {
  id: 'synonym',
  stress: false,
  whenNone: 'the prompt has no word with a safe synonym, and no contraction',
  rewordings(prompt, { random, labels }) {
    const whole = prompt.messages.map(({ content }) => content).join('\n');
    const present = WORDS.filter(([pattern]) => whole.search(pattern) >= 0);
    const reworded = (pairs: readonly Pair[], change: string): Rewording => ({
      change,
      messages: rewordInstructions(prompt, (text) =>
        rewriteFree(text, labels, (free) => replaceWords(free, pairs)),
      ),
    });
    const contractions = [
      reworded(SHORTER, 'With contractions (don’t for do not)'),
      reworded(LONGER, 'Without contractions (do not for don’t)'),
    ];
    if (present.length === 0) return contractions;
    const some = Array.from({ length: ATTEMPTS }, () => {
      const chosen = random.shuffle(present).slice(0, 1 + random.int(present.length));
      return reworded(
        chosen,
        `Synonyms: ${chosen.map(([, from, to]) => `${to} for ${from}`).join(', ')}`,
      );
    });
    return [...some, ...contractions];
  },
};

/** A single pass, so that inserted words are not replaced again. */
function replaceWords(text: string, pairs: readonly Pair[]): string {
  const found = pairs.flatMap(([pattern, , to]) =>
    [...text.matchAll(pattern)].map((match) => ({ at: match.index, was: match[0], to })),
  );
  let result = '';
  let rest = 0;
  for (const { at, was, to } of found.sort((a, b) => a.at - b.at || b.was.length - a.was.length)) {
    if (at < rest) continue;
    result += text.slice(rest, at) + casedLike(was, to);
    rest = at + was.length;
  }
  return result + text.slice(rest);
}

const casedLike = (was: string, to: string) =>
  /^\p{Lu}/u.test(was) ? (to[0] as string).toUpperCase() + to.slice(1) : to;
