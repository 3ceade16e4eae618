/** Pairs of a prompt and a paraphrase labeled by people, and how well the steps of the meaning check tell them apart. */

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readCsv } from '../../src/core/prompt/cases/csvTable.js';
import type { Ask } from '../../src/core/ports/model.js';
import type { Prompt } from '../../src/core/prompt/prompt.js';
import type { Message } from '../../src/core/ports/model.js';
import { checkMeaning } from '../../src/core/variants/meaning/meaningCheck.js';
import { checkRequirements } from '../../src/core/variants/meaning/requirements.js';
import { languagesOf } from '../../src/core/variants/promptLanguage.js';
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
  readonly language: string;
  /** A prompt of several paragraphs, most of which a wording leaves as they are. */
  readonly isLong: boolean;
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
    const kind = { prompt, tuned: at % 2 === 0, language: languageIn(original), isLong: false };
    return [
      { ...kind, id, wording: message(same), change: null },
      { ...kind, id, wording: message(changed.text), change: changed.kind },
    ];
  });
}

const languageIn = (text: string) => languagesOf(message(text))[0] ?? 'other';

interface Edit {
  readonly from: string;
  readonly to: string;
}

interface LongEntry {
  readonly id: string;
  readonly language: string;
  readonly original: string;
  readonly rewordings: readonly Edit[];
  readonly changes: readonly (Edit & { readonly kind: NonNullable<MeaningPair['change']> })[];
}

/** The project's own long prompts: a good and a bad wording for each change. The weights were not fitted on them. */
export function longPairs(): MeaningPair[] {
  const entries = parse(readFileSync('test/fixtures/meaning/long.yml', 'utf8')) as LongEntry[];
  return entries.flatMap(({ id, language, original, rewordings, changes }) => {
    const prompt = promptFrom(JSON.stringify({ messages: message(original) }));
    const kind = { prompt, tuned: false, language, isLong: true };
    return changes.flatMap((change, at): MeaningPair[] => {
      const some = (left: number) => rewordings.filter((_, index) => index % 3 !== left % 3);
      const [good, bad] = [some(at), [...some(at + 1), change]];
      return [
        { ...kind, id: `${id}-${at + 1}`, wording: message(edited(original, good)), change: null },
        {
          ...{ ...kind, id: `${id}-${at + 1}` },
          wording: message(edited(original, bad)),
          change: change.kind,
        },
      ];
    });
  });
}

function edited(text: string, edits: readonly Edit[]): string {
  return edits.reduce((now, { from, to }) => {
    if (!now.includes(from)) throw new Error(`not in the prompt: ${from}`);
    return now.replace(from, () => to);
  }, text);
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
      ...{ language: 'en', isLong: false },
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
