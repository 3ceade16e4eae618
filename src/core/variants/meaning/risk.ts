/** The signs of a rewrite and the one number that orders what a person reads first. */

import type { Message } from '../../ports/model.js';
import type { Prompt } from '../../prompt/prompt.js';
import { joined } from './drift.js';
import { exchangeSigns } from './exchangedWords.js';
import { markSigns } from './markSigns.js';
import { requestSigns } from './requestSigns.js';
import { requiredWordsOf } from './requiredWords.js';
import { senseSigns } from './senseSigns.js';
import { sentenceSigns } from './sentenceSigns.js';
import type { Sign, SignCode } from './signs.js';
import { wordSigns } from './wordSigns.js';

/** All signs of a free rewrite, in no particular order; none is proof. */
export function signsOf(prompt: Prompt, wording: readonly Message[]): Sign[] {
  const pair = {
    before: joined(prompt.messages),
    after: joined(wording),
    labels: requiredWordsOf(prompt).labels,
  };
  const whole = [
    ...markSigns(prompt, wording, pair),
    ...requestSigns(pair),
    ...senseSigns(pair),
    ...wordSigns(pair),
    ...exchangeSigns(pair),
  ];
  return withSentences(whole, sentenceSigns(pair));
}

/** Signs of the sentences take the place of those of the whole text that are not stronger. */
function withSentences(whole: readonly Sign[], own: readonly Sign[]): Sign[] {
  const strengthIn = (signs: readonly Sign[], wanted: SignCode) =>
    signs.reduce((sum, { code, strength }) => sum + (code === wanted ? strength : 0), 0);
  const stronger = own.filter(({ code, strength }) => strength > strengthIn(whole, code));
  const taken = new Set(stronger.map(({ code }) => code));
  return [...whole.filter(({ code }) => !taken.has(code)), ...stronger];
}

/**
 * Log odds of a changed meaning per sign of full strength. Logistic regression on half of the tasks of the labels of Mizrahi
 * et al. (TACL 2024) and half of the project's own pairs, drawn toward 1 for every sign and rounded to quarters, so that no
 * single task decides. Signs that are too rare there to be measured have 1. `npm run bench:meaning` measures the other halves.
 */
const WEIGHTS: Readonly<Record<SignCode, number>> = {
  'sentence-gone': 1.5,
  'sentence-new': 0.5,
  'clause-gone': 0.5,
  'clause-new': 0.5,
  'words-gone': 0.5,
  'words-new': 0.25,
  longer: 0.25,
  shorter: 0.5,
  'quote-gone': 1,
  'quote-new': 1.25,
  labels: 1.75,
  'list-items': 1,
  code: 1,
  json: 1,
  'number-gone': 1,
  'number-new': 1,
  'address-new': 1,
  'placeholder-new': 1,
  negation: 1,
  reversed: 1.5,
  'sense-gone': 1.25,
  'sense-new': 0.75,
  wider: 0.75,
  narrower: 0.25,
  'question-form': 1.5,
  'more-questions': 1.25,
  product: 1.25,
  blanks: 1.25,
  fields: 1,
  prefilled: 1,
  'about-prompts': 0.5,
  exchanged: 2.5,
  far: 1,
};
/** Without a sign: about one in eight paraphrases a model writes changes the meaning, most of them with several signs. */
const BASE = -3;

/** Risk that the rewrite changes the meaning, in (0,1): the logistic function of the weighted signs. */
export function riskOf(signs: readonly Sign[]): number {
  const logOdds = signs.reduce((sum, { code, strength }) => sum + WEIGHTS[code] * strength, BASE);
  return 1 / (1 + Math.exp(-logOdds));
}
