/** Signs in the kind of request: what is to be made, what is asked, and what the answer begins with. */

import { isEnglishNumber } from './numbers.js';
import { ifSo, shown, sign, type RewritePair, type Sign } from './signs.js';
import { contentWords, proseOf, wordsNotIn } from './words.js';

export const requestSigns = (pair: RewritePair): Sign[] => [
  ...questionSigns(pair),
  ...productSigns(pair),
  ...formSigns(pair),
];

const QUESTION_WORD =
  /(?<!\p{L})(?:which|what|who|whom|whose|when|where|why|how|welche\p{L}*|was|wer|wie|quel\p{L}*|qui|que|qué|cuál\p{L}*|quién|chi|quale|cosa|qual|quem|wat)(?!\p{L})/u;
/** `Decide whether it is a bug or a question` asks for one of the two. */
const YES_OR_NO =
  /(?:^|[.!?:;,"]\s*|\n\s*)(?:is|are|do|does|did|were|has|have|if)\b|\bwhether\b(?![^.?!\n]* or (?!not\b))|\b(?:do you know|tell me) if\b/;

function questionSigns({ before, after }: RewritePair): Sign[] {
  const [was, is] = [proseOf(before), proseOf(after)];
  const isYesOrNo = (prose: string) => YES_OR_NO.test(prose) && !QUESTION_WORD.test(prose);
  const questions = (text: string) => (text.match(/[?？]/g) ?? []).length;
  const [asked, asks] = [questions(before), questions(after)];
  return [
    ...sign('question-form', ifSo(!isYesOrNo(was) && isYesOrNo(is)), 'it asks for yes or no'),
    ...sign(
      'more-questions',
      (asks - Math.max(1, asked)) / 2,
      `it asks ${asks} questions instead of ${asked}`,
    ),
  ];
}

/** English verbs that ask to make something, where a request can begin, and the words after them. */
const MAKING =
  /(?:^|[.!?:;,\n-]\s*|\b(?:please|to|you|and|then|must|should|will|or) )(?:write|create|generate|compose|provide|give|produce|make|formulate|form|craft|construct|build|complete|use|using|develop|design|implement|ask|list|explain|describe)(?: me| us| down| up)?((?: [\p{L}'-]+){1,5})/gu;

function productSigns({ before, after }: RewritePair): Sign[] {
  const things = [...proseOf(after).matchAll(MAKING)].flatMap(([, words = '']) =>
    contentWords(words),
  );
  const named = [...new Set(things)].filter((word) => !isEnglishNumber(word));
  const added = wordsNotIn(named, contentWords(proseOf(before)));
  return sign('product', added.length / 3, `it asks for ${shown(added)}`);
}

const ABOUT_PROMPTS =
  /\b(?:prompts?|templates?|gpt\w*|rephras\w*|reword\w*|rewrit\w*|paraphras\w*|phrasings?|language model|ai|placeholders?|keywords?|variables?|runtime)\b/g;
const BLANK = /_{2,}|\.{4,}|\[[\p{L} ]+\](?!\()|\$\p{L}+\$| (?:is|of|than|has) +[.,]/gu;
const EMPTY_FIELD = /^[^\S\n]*(?:[-*\d.)]+ *)?[\p{L}\p{N} /]{1,40}[:：][^\S\n]*$/gmu;
const BEGUN_ANSWER = /\n[^\n:]{0,40}(?:output|answer|response)\b[^\n:]{0,20}: *\S[^]*$/i;

function formSigns({ before, after }: RewritePair): Sign[] {
  const more = (pattern: RegExp) =>
    (after.match(pattern) ?? []).length - (before.match(pattern) ?? []).length;
  const [was, is] = [before, after].map((text) => proseOf(text).match(ABOUT_PROMPTS) ?? []);
  const about = wordsNotIn([...new Set(is)], was ?? []);
  // One field may hold the answer.
  const fields = Math.min(more(EMPTY_FIELD), (after.match(EMPTY_FIELD) ?? []).length - 1);
  const begins = (text: string) => BEGUN_ANSWER.test(text.trimEnd());
  return [
    ...sign('blanks', ifSo(more(BLANK) > 0), 'it has new blanks to fill in'),
    ...sign('fields', fields / 2, 'it has new fields to fill in'),
    ...sign('prefilled', ifSo(begins(after) && !begins(before)), 'it begins the answer itself'),
    ...sign('about-prompts', ifSo(about.length > 0), `it speaks of ${shown(about)}`),
  ];
}
