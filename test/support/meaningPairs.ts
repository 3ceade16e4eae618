/** The hand-labelled pairs of `test/fixtures/meaning`, and how well the steps of the meaning gate tell them apart. */

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Ask } from '../../src/core/ports/model.js';
import type { Prompt } from '../../src/core/prompt/prompt.js';
import type { Message } from '../../src/core/ports/model.js';
import { checkWording } from '../../src/core/variants/meaning/meaningCheck.js';
import { checkRequirements } from '../../src/core/variants/meaning/requirements.js';
import type { GateStep } from '../../src/core/variants/variant.js';
import { completion } from './fakes.js';
import { promptFrom } from './prompts.js';

export interface MeaningPair {
  readonly id: string;
  readonly prompt: Prompt;
  readonly wording: readonly Message[];
  /** What was changed in meaning; null when both ask for the same. */
  readonly change: 'dropped' | 'added' | 'negation' | 'number' | 'label' | null;
}

interface Entry {
  readonly id: string;
  readonly labels?: readonly string[];
  readonly original: string;
  readonly same: string;
  readonly changed: { readonly kind: NonNullable<MeaningPair['change']>; readonly text: string };
}

export function meaningPairs(): MeaningPair[] {
  const entries = parse(readFileSync('test/fixtures/meaning/pairs.yml', 'utf8')) as Entry[];
  return entries.flatMap(({ id, labels = [], original, same, changed }) => {
    const names = [...original.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name as string);
    const inputs = Object.fromEntries(names.map((name) => [name, 'x']));
    const prompt = promptFrom(
      JSON.stringify({
        messages: [{ role: 'user', content: original }],
        testData: [...labels, ...labels].map((expected) => ({ ...inputs, expected })),
      }),
    );
    const wording = (content: string): Message[] => [{ role: 'user', content }];
    return [
      { id, prompt, wording: wording(same), change: null },
      { id, prompt, wording: wording(changed.text), change: changed.kind },
    ];
  });
}

/** Says of every pair what its label says. */
export const perfectJudge =
  ({ change }: MeaningPair): Ask =>
  () =>
    Promise.resolve(completion(change === null ? 'yes' : `no\n- what was ${change}`));

export interface Judged {
  readonly pair: MeaningPair;
  /** Where the gate turned it down; null when it passed. */
  readonly step: GateStep | null;
  /** What the requirement check says by itself, whatever the steps before it found. */
  readonly entails: boolean;
  readonly unreadable: number;
}

export async function judgePair(pair: MeaningPair, ask: Ask): Promise<Judged> {
  const { turnedDown } = await checkWording(pair.prompt, pair.wording, {
    ask: null,
    embed: null,
    others: [],
  });
  const { entails, unreadable } = await checkRequirements(pair.prompt.messages, pair.wording, ask);
  const step = turnedDown?.step ?? (entails ? null : 'requirements');
  return { pair, step, entails, unreadable };
}

export interface Figures {
  /** Wordings turned down, of all. */
  readonly turnedDown: number;
  /** Of those turned down, the share that was changed in meaning; null when none was. */
  readonly precision: number | null;
  /** Of those changed in meaning, the share that was turned down. */
  readonly recall: number;
}

/** Finding changed meaning is the task: precision and recall are those of turning down. */
export function figuresOf(
  judged: readonly Judged[],
  isTurnedDown: (one: Judged) => boolean,
): Figures {
  const down = judged.filter(isTurnedDown);
  const changed = judged.filter(({ pair }) => pair.change !== null);
  const right = down.filter(({ pair }) => pair.change !== null);
  return {
    turnedDown: down.length,
    precision: down.length === 0 ? null : right.length / down.length,
    recall: right.length / changed.length,
  };
}

export const STEPS: readonly (readonly [string, (one: Judged) => boolean])[] = [
  ['1 invariants', ({ step }) => step === 'invariants'],
  ['2 drift', ({ step }) => step === 'drift'],
  ['1 and 2', ({ step }) => step === 'invariants' || step === 'drift'],
  ['3 requirements alone', ({ entails }) => !entails],
  ['1, 2 and 3', ({ step }) => step !== null],
];
