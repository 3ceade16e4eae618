/** Pairs of a prompt and a paraphrase labeled by people, and how well the steps of the meaning check tell them apart. */

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readCsv } from '../../src/core/prompt/cases/csvTable.js';
import type { Ask } from '../../src/core/ports/model.js';
import type { Prompt } from '../../src/core/prompt/prompt.js';
import type { Message } from '../../src/core/ports/model.js';
import { checkMeaning } from '../../src/core/variants/meaning/meaningCheck.js';
import { checkRequirements } from '../../src/core/variants/meaning/requirements.js';
import { completion } from './fakes.js';
import { promptFrom } from './prompts.js';

export interface MeaningPair {
  readonly id: string;
  readonly prompt: Prompt;
  readonly wording: readonly Message[];
  /** What was changed in meaning; null when both ask for the same. */
  readonly change: 'dropped' | 'added' | 'negation' | 'number' | 'label' | 'labeled' | null;
  /** Whether the weights of the risk were fitted on it. */
  readonly tuned: boolean;
}

interface Entry {
  readonly id: string;
  readonly labels?: readonly string[];
  readonly original: string;
  readonly same: string;
  readonly changed: { readonly kind: NonNullable<MeaningPair['change']>; readonly text: string };
}

const message = (content: string): Message[] => [{ role: 'user', content }];

/** The project's own pairs. Every other prompt was used to fit the weights. */
export function meaningPairs(): MeaningPair[] {
  const entries = parse(readFileSync('test/fixtures/meaning/pairs.yml', 'utf8')) as Entry[];
  return entries.flatMap(({ id, labels = [], original, same, changed }, at) => {
    const names = [...original.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name as string);
    const inputs = Object.fromEntries(names.map((name) => [name, 'x']));
    const prompt = promptFrom(
      JSON.stringify({
        messages: message(original),
        testData: [...labels, ...labels].map((expected) => ({ ...inputs, expected })),
      }),
    );
    const tuned = at % 2 === 0;
    return [
      { id, prompt, wording: message(same), change: null, tuned },
      { id, prompt, wording: message(changed.text), change: changed.kind, tuned },
    ];
  });
}

/** Tasks that come in pairs are in the same half, so that the unseen half has no near copies of the other. */
const TUNED_TASKS = [
  'any_words_from_category',
  'all_words_from_category',
  'homophones',
  'rhyming_word',
  'word_before',
];

/** Rows of `task,original,paraphrase,correct,method` (Mizrahi et al., TACL 2024). */
export function labeledPairs(csv: string): MeaningPair[] {
  const prompts = new Map<string, Prompt>();
  return readCsv(csv).rows.map(({ values, line }) => {
    const { task = '', original = '', paraphrase = '', correct } = values;
    const known = prompts.get(original);
    const prompt = known ?? promptFrom(JSON.stringify({ messages: message(original) }));
    prompts.set(original, prompt);
    return {
      ...{ id: `${task}, line ${line}`, prompt, wording: message(paraphrase) },
      change: correct === '1' ? null : 'labeled',
      tuned: TUNED_TASKS.includes(task),
    };
  });
}

/** Says of every pair what its label says. */
export const perfectJudge =
  ({ change }: MeaningPair): Ask =>
  () =>
    Promise.resolve(completion(change === null ? 'yes' : `no\n- what was ${change}`));

export interface Judged {
  readonly pair: MeaningPair;
  readonly isRejectedByRule: boolean;
  /** In [0,1], without a judge. */
  readonly risk: number;
  /** What the judge says by itself, whatever the rules found; null if it could not be read. */
  readonly entails: boolean | null;
}

export async function judgePair(pair: MeaningPair, ask: Ask): Promise<Judged> {
  const gate = checkMeaning(pair.prompt, pair.wording, { rewritten: true });
  const { entails } = await checkRequirements(pair.prompt.messages, pair.wording, ask);
  return { pair, isRejectedByRule: gate.invariants.length > 0, risk: gate.risk ?? 0, entails };
}

export const STEPS: readonly (readonly [string, (one: Judged) => boolean])[] = [
  ['1 certain rules', ({ isRejectedByRule }) => isRejectedByRule],
  ['3 judge alone', ({ entails }) => entails === false],
  ['1 and 3', ({ isRejectedByRule, entails }) => isRejectedByRule || entails === false],
];

const isGood = ({ pair }: Judged) => pair.change === null;

/** Shares of the good and of the bad that a step rejects, in [0,1]. */
export function rejectedShares(
  judged: readonly Judged[],
  isRejected: (one: Judged) => boolean,
): { readonly good: number; readonly bad: number } {
  const share = (some: readonly Judged[]) => some.filter(isRejected).length / some.length;
  return { good: share(judged.filter(isGood)), bad: share(judged.filter((one) => !isGood(one))) };
}

/** Probability that a bad pair has a higher risk than a good one, ties counted half, in [0,1]. */
export function aurocOf(judged: readonly Judged[]): number {
  const good = judged.filter(isGood);
  const bad = judged.filter((one) => !isGood(one));
  const wins = bad.flatMap(({ risk }) =>
    good.map((other) => (risk > other.risk ? 1 : risk === other.risk ? 0.5 : 0)),
  );
  return wins.reduce((sum: number, win) => sum + win, 0) / wins.length;
}

/** Share of the bad among the given share of pairs with the highest risk, in [0,1]. */
export function foundFirst(judged: readonly Judged[], share: number): number {
  const read = judged
    .toSorted((a, b) => b.risk - a.risk)
    .slice(0, Math.round(share * judged.length));
  const isBad = (one: Judged) => !isGood(one);
  return read.filter(isBad).length / judged.filter(isBad).length;
}
