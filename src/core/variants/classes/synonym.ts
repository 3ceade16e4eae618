/**
 * Synonyms and contractions that are safe in an English instruction. Each is replaced only where its surroundings show which
 * part of speech it is, so that names, keys, keywords and listed values stay. The list is our own and deliberately short.
 */

import { overlaps, replaceSpans, type Span } from '../../text/span.js';
import { protectedSpans } from '../protectedSpans.js';
import { rewordInstructions } from '../rewording.js';
import type { Rewording, VariantClass } from '../variant.js';

interface Pair {
  readonly from: string;
  readonly to: string;
  readonly pattern: RegExp;
}

/** Where a verb of an instruction stands: at the start of a sentence, or after these words. */
const BEFORE_VERB = String.raw`(?<=^\s*|[.!?:]\s+|\n\s*(?:[-*•]\s+|\d{1,3}[.)]\s+)?|(?:[Tt]o|[Pp]lease|[Mm]ust|[Ss]hould|[Cc]an|[Ww]ill|[Yy]ou|[Aa]lways|[Tt]hen|[Aa]nd|[Nn]ot)\s)`;
/** What its object starts with. */
const OBJECT = String.raw`(?=\s(?:the|an?|each|every|all|any|only|your|its|their|his|her|these|those|this|that|both|how|what|which|whether|exactly|at)\b)`;
const WORD_START = String.raw`(?<![\p{L}\p{N}'’_-])`;
const WORD_END = String.raw`(?![\p{L}\p{N}'’_-])`;

const pairOf = (from: string, to: string, { before = WORD_START, after = '' } = {}): Pair => {
  const [first = '', ...rest] = from.replace(/'/g, "['’]");
  const either = /\p{L}/u.test(first) ? `[${first.toUpperCase()}${first}]` : first;
  return {
    from,
    to,
    pattern: new RegExp(`${before}${WORD_START}${either}${rest.join('')}${WORD_END}${after}`, 'gu'),
  };
};

const verb = (from: string, to: string): Pair =>
  pairOf(from, to, { before: BEFORE_VERB, after: OBJECT });
const phrase = (from: string, to: string, after = ''): Pair => pairOf(from, to, { after });

const SYNONYMS: readonly Pair[] = [
  pairOf('make sure', 'ensure', { before: BEFORE_VERB, after: OBJECT }),
  verb('ensure', 'make sure'),
  phrase('in order to', 'to', String.raw`(?=\s\p{Ll})`),
  phrase('for instance', 'for example'),
  phrase('for example', 'for instance'),
  verb('choose', 'pick'),
  verb('select', 'choose'),
  pairOf('respond with', 'reply with', { before: BEFORE_VERB }),
  pairOf('reply with', 'respond with', { before: BEFORE_VERB }),
  pairOf('respond in', 'reply in', { before: BEFORE_VERB }),
  pairOf('reply in', 'respond in', { before: BEFORE_VERB }),
  pairOf('carefully', 'with care', { before: String.raw`(?<=\p{L}\s)`, after: '(?=[.!]|,? and )' }),
  phrase('regarding', 'about', String.raw`(?=\s(?:the|an?|your|this|these|its)\b)`),
  phrase('prior to', 'before', String.raw`(?=\s\p{Ll})`),
  verb('utilize', 'use'),
  pairOf('entire', 'whole', { before: '(?<=[Tt]he )', after: String.raw`(?=\s\p{Ll})` }),
  pairOf('whole', 'entire', { before: '(?<=[Tt]he )', after: String.raw`(?=\s\p{Ll})` }),
  verb('consider', 'take into account'),
  verb('take into account', 'consider'),
  phrase('think of how', 'think about how'),
  phrase('in addition', 'additionally', '(?=,)'),
  pairOf('kind of', 'type of', {
    before: '(?<=(?:[Ww]hat|[Ww]hich|[Tt]his|[Tt]he|[Aa]ny|[Ee]ach) )',
  }),
  verb('summarize', 'sum up'),
  verb('summarise', 'sum up'),
  verb('look at', 'examine'),
  verb('examine', 'look at'),
  verb('provide', 'give'),
];

/** A contraction needs a word after it: `what it is.` has none. */
const BEFORE_WORD = String.raw`(?=\s\p{Ll})`;
const NEGATIONS: readonly (readonly [string, string])[] = [
  ['do not', "don't"],
  ['does not', "doesn't"],
  ['is not', "isn't"],
  ['are not', "aren't"],
  ['cannot', "can't"],
  ['should not', "shouldn't"],
];
const SHORTER = NEGATIONS.map(([long, short]) => phrase(long, short, BEFORE_WORD));
const LONGER = [...NEGATIONS, ['you are', "you're"], ['you will', "you'll"]].map(([long, short]) =>
  phrase(short as string, long as string),
);

const ATTEMPTS = 6;

export const synonym: VariantClass = {
  id: 'synonym',
  stress: false,
  languages: ['en'],
  whenNone: 'the prompt has no word with a safe synonym, and no contraction',
  rewordings(prompt, { random, labels, languages }) {
    const reworded = (pairs: readonly Pair[], lead: (used: string) => string): Rewording => {
      const used = new Set<string>();
      const messages = rewordInstructions(prompt, (text, index) => {
        if (languages[index] !== 'en') return text;
        const edits = replacements(text, protectedSpans(text, labels), pairs);
        for (const { from, to } of edits) used.add(`${to} for ${from}`);
        return replaceSpans(text, edits);
      });
      return { change: lead([...used].join(', ')), messages };
    };
    const contractions = [
      reworded(SHORTER, (used) => `With contractions (${used})`),
      reworded(LONGER, (used) => `Without contractions (${used})`),
    ];
    const isPresent = (pair: Pair) =>
      prompt.messages.some(
        ({ role, content }, index) =>
          role !== 'assistant' &&
          languages[index] === 'en' &&
          replacements(content, protectedSpans(content, labels), [pair]).length > 0,
      );
    const present = SYNONYMS.filter(isPresent);
    if (present.length === 0) return contractions;
    const some = Array.from({ length: ATTEMPTS }, () => {
      const chosen = random.shuffle(present).slice(0, 1 + random.int(present.length));
      return reworded(chosen, (used) => `Synonyms: ${used}`);
    });
    return [...some, ...contractions];
  },
};

type Replacement = Span & Pick<Pair, 'from' | 'to'> & { readonly by: string };

/** In order and apart, so that inserted words are not replaced again; nothing in the protected `spans`. */
function replacements(
  text: string,
  spans: readonly Span[],
  pairs: readonly Pair[],
): readonly Replacement[] {
  const found = pairs
    .flatMap(({ from, to, pattern }) =>
      [...text.matchAll(pattern)].map((match) => ({
        ...{ from, to },
        start: match.index,
        end: match.index + match[0].length,
        by: casedLike(match[0], to),
      })),
    )
    .filter((each) => !overlaps(spans, each))
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  return found.filter(({ start }, at) => found.slice(0, at).every(({ end }) => end <= start));
}

const casedLike = (was: string, to: string) =>
  /^\p{Lu}/u.test(was) ? (to[0] as string).toUpperCase() + to.slice(1) : to;
