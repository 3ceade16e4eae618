/**
 * Reorders instructions whose order certainly has no meaning: rules about the answer as a whole, each complete in itself.
 * Actions may use each other's results, so they stay, as does everything that refers to its surroundings.
 */

import type { Random } from '../../numbers/random.js';
import { replaceSpans, type Span } from '../../text/span.js';
import { changeableListsOf, changeableProseOf } from '../changeable.js';
import { SENTENCE_END } from '../layout.js';
import { VARIABLE_TAG } from '../templateTags.js';
import { isBullet } from '../lists.js';
import { rewordMessage } from '../rewording.js';
import { isBalanced } from '../balance.js';
import { isTied } from '../ties.js';
import type { Rewording, VariantClass } from '../variant.js';

/** How a rule about the whole answer starts: what it is like, or what it must never be. */
const RULE_STARTS: readonly string[] = [
  String.raw`be (?!sure\b|given\b)`,
  'stay ',
  'never ',
  'always (?:be|use|write|keep|stay) ',
  'avoid ',
  'do not ',
  "don['’]t ",
  'use (?:only |simple |plain |short |clear |formal |informal |british |american |metric )',
  'use (?:at most |at least |no |one |two |three |an? )',
  'keep (?:names|numbers|units|dates|quotes|code|the (?:most|tone|style|language|same|meaning)) ',
  'write (?:in |one |two |three |at most |at least |no more |plain|short|simpl|clear|formal|an? )',
  '(?:answer|reply|respond) (?:in|with) (?:one|two|three|at most|at least|no more|plain|short|an?) ',
  '(?:answer|reply|respond|write) in (?:english|german|french|spanish|italian|portuguese|dutch)',
];
const RULE = new RegExp(`^(?:${RULE_STARTS.join('|')})`, 'i');

/** A text that tells of a sequence, so that its lists may be steps. */
const SEQUENCE =
  /\b(?:steps?|sequence|order|process|procedure|workflow|stages?|phases?|first|then|priorit\w*|in turn|one by one|as follows)\b/i;

const ATTEMPTS = 6;

interface Group {
  readonly what: string;
  readonly spans: readonly Span[];
}

export const order: VariantClass = {
  id: 'order',
  stress: false,
  languages: ['en'],
  reorders: true,
  whenNone: 'no two of its instructions are certain to be independent of each other',
  rewordings(prompt, { random, languages }) {
    return prompt.messages.flatMap(({ role, content }, index): Rewording[] => {
      if (role === 'assistant' || languages[index] !== 'en') return [];
      const groups = [...bulletLists(content), ...freeSentences(content)];
      return groups
        .flatMap((group) => reordered(group, random))
        .map(({ what, moves }) => ({
          change: `${what} reordered`,
          messages: rewordMessage(prompt, index, (text) => reorder(text, moves)),
        }));
    });
  },
};

/** What takes the place of what. */
type Move = readonly [place: Span, by: Span];

const reordered = ({ what, spans }: Group, random: Random) =>
  Array.from({ length: ATTEMPTS }, () => {
    const shuffled = random.shuffle(spans);
    return { what, moves: spans.map((place, at): Move => [place, shuffled[at] as Span]) };
  });

/** Whether a text can be moved: a rule about the whole answer that neither leans on anything nor opens what another closes. */
function isFree(text: string): boolean {
  const trimmed = text.trim();
  return (
    RULE.test(trimmed) && !isTied(trimmed) && !VARIABLE_TAG.test(trimmed) && isBalanced(trimmed)
  );
}

/** Bullets that are rules, with their whole blocks. Numbered lists may be steps or be referred to. */
function bulletLists(text: string): Group[] {
  return changeableListsOf(text)
    .filter((list) => list.length > 1 && list.every(isBullet))
    .filter(([first]) => !SEQUENCE.test(leadOf(text, first?.start ?? 0)))
    .flatMap((list) => {
      const spans = list.map(({ contentStart, end }) => ({ start: contentStart, end }));
      return runsOf(text, spans, () => true).map((run) => ({ what: 'List items', spans: run }));
    });
}

/** The paragraph or heading before a list. */
const leadOf = (text: string, start: number) =>
  text
    .slice(0, start)
    .trimEnd()
    .split(/\n\s*\n/)
    .at(-1) ?? '';

/** Complete sentences that are rules. The first sentence of a paragraph sets its topic and stays. */
const freeSentences = (text: string): Group[] =>
  changeableProseOf(text).flatMap((sentences) =>
    runsOf(text, sentences, (sentence, index) => index > 0 && SENTENCE_END.test(sentence)).map(
      (spans) => ({ what: 'Instructions', spans }),
    ),
  );

/** Runs of at least two neighbors that can be moved, and that what follows does not refer to. */
function runsOf(
  text: string,
  spans: readonly Span[],
  mayMove: (sentence: string, index: number) => boolean,
): Span[][] {
  const runs: Span[][] = [[]];
  for (const [index, span] of spans.entries()) {
    const sentence = text.slice(span.start, span.end);
    const next = spans[index + 1];
    const leanedOn = next !== undefined && isTied(text.slice(next.start, next.end));
    if (mayMove(sentence, index) && isFree(sentence) && !leanedOn) runs.at(-1)?.push(span);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 1);
}

const reorder = (text: string, moves: readonly Move[]): string =>
  replaceSpans(
    text,
    moves.map(([place, { start, end }]) => ({ ...place, by: text.slice(start, end) })),
  );
