/** The variants a class makes by rule: those that keep what is certain, each said once, without those a person excluded. */

import type { Message } from '../ports/model.js';
import type { Prompt } from '../prompt/prompt.js';
import { randomFrom } from '../numbers/random.js';
import { LANGUAGE_NAMES } from '../text/languageWords.js';
import { brokenRules } from './certainRules.js';
import { identityOf, type Excluded } from './excluded.js';
import { checkMeaning } from './meaning/meaningCheck.js';
import { requiredWordsOf } from './meaning/requiredWords.js';
import { languagesOf } from './promptLanguage.js';
import { instructionIndex } from './rewording.js';
import type { GateResult, Rejection, Rewording, RuleContext, VariantClass } from './variant.js';

export interface Candidate extends Rewording {
  readonly class: VariantClass;
  /** 1-based among those the class makes by the seed, excluded ones included: its id does not change with the others. */
  readonly number: number;
  readonly gate: GateResult;
}

export interface Candidates {
  readonly candidates: readonly Candidate[];
  /** Excluded ones that were passed over. */
  readonly excluded: readonly Candidate[];
  readonly rejections: readonly Rejection[];
  /** Why the class was not tried; null if it was. */
  readonly notTried: string | null;
}

export interface CandidateOptions {
  /** Max candidates. */
  readonly most: number;
  readonly seed: number;
  /** What has been said already; what is new is added. */
  readonly said: Set<string>;
  readonly excluded: Excluded;
}

/** What has been said already: at first the original. Shared by the classes, it keeps two of them from saying the same. */
export const saidIn = ({ messages }: Prompt): Set<string> => new Set([identityOf(messages)]);

export const variantIdOf = ({ class: { id }, number }: Pick<Candidate, 'class' | 'number'>) =>
  `${id}-${number}`;

/** The first `most` of a class by the seed. What was said already is passed over. */
export function candidatesOf(
  prompt: Prompt,
  variantClass: VariantClass,
  { most, seed, said, excluded: turnedDown }: CandidateOptions,
): Candidates {
  const candidates: Candidate[] = [];
  const excluded: Candidate[] = [];
  const rejections: Rejection[] = [];
  const context = contextOf(prompt, variantClass, seed);
  const notTried = most === 0 ? null : languageProblem(prompt, variantClass, context);
  if (most === 0 || notTried !== null) return { candidates, excluded, rejections, notTried };
  for (const { change, messages } of variantClass.rewordings(prompt, context)) {
    if (candidates.length === most) break;
    const identity = identityOf(messages);
    if (said.has(identity)) continue;
    said.add(identity);
    const { gate, broken } = checked(prompt, variantClass, messages);
    if (broken.length > 0) {
      const reason = broken.join('; ');
      rejections.push({ class: variantClass.id, change, step: 'invariants', reason });
      continue;
    }
    const number = candidates.length + excluded.length + 1;
    const candidate = { class: variantClass, number, change, messages, gate };
    const isExcluded = turnedDown.ids.has(variantIdOf(candidate)) || turnedDown.texts.has(identity);
    (isExcluded ? excluded : candidates).push(candidate);
  }
  return { candidates, excluded, rejections, notTried };
}

/** What the rules of a class may use, the same for the same seed. */
export function contextOf(prompt: Prompt, { id }: VariantClass, seed: number): RuleContext {
  const { labels, keys } = requiredWordsOf(prompt);
  return {
    random: randomFrom('variants', seed, id),
    labels: [...labels, ...keys],
    languages: languagesOf(prompt.messages),
  };
}

function checked(prompt: Prompt, variantClass: VariantClass, messages: readonly Message[]) {
  const kind = { renumbered: true, ...(variantClass.regroups ? { regrouped: true } : {}) };
  const gate = checkMeaning(prompt, messages, kind);
  return { gate, broken: [...gate.invariants, ...brokenRules(prompt, messages, variantClass)] };
}

function languageProblem(
  prompt: Prompt,
  { languages: known }: VariantClass,
  { languages }: RuleContext,
): string | null {
  if (known === undefined) return null;
  const language = languages[instructionIndex(prompt)] ?? null;
  if (language !== null && known.includes(language)) return null;
  return `no rules for this language (${language === null ? 'not recognized' : LANGUAGE_NAMES[language]})`;
}
