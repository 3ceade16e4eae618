/** Changes that may help, from what was lost: each is asked before anything is said of it. */

import type { Message } from '../../ports/model.js';
import type { Prompt } from '../../prompt/prompt.js';
import { conflictsIn } from '../../variants/instructions/conflicts.js';
import type { Instruction } from '../../variants/instructions/instructions.js';
import { ORIGINAL } from '../../variants/makeVariants.js';
import { followedShare, type AnswerLoad } from './adherence.js';
import { worded } from './subsets.js';

export const PROPOSALS = ['lost-first', 'merged', 'without', 'split'] as const;
export type ProposalCode = (typeof PROPOSALS)[number];

/** The prompt as written, asked anew beside the proposals: not one of the answers that they were chosen by. */
export const CONTROL = 'as-written';

export interface ProposedWording {
  /** Of its variant. */
  readonly id: string;
  readonly given: readonly string[];
  readonly messages: readonly Message[];
}

export interface Proposal {
  readonly code: ProposalCode;
  /** Ids of the instructions it is about: those moved, dropped as repeated, or dropped. */
  readonly about: readonly string[];
  /** One wording; two where it splits the task. Together they are one answer. */
  readonly wordings: readonly ProposedWording[];
}

/** With fewer no difference can be shown: the smallest p of a sign flip is 2 / 2ⁿ. */
const FEWEST_CASES = 6;
/** What is followed less often than this is lost. */
const LOST = 0.8;

/**
 * By the answers to the prompt as written: what is lost first, repeated instructions once, the prompt without the one that costs
 * the others most, and two prompts with half of them each. Empty where nothing is lost. `costliest`: the id of an instruction
 * that clearly costs the others; null: none.
 */
export function proposalsFor(
  prompt: Prompt,
  instructions: readonly Instruction[],
  { loads, costliest }: { loads: readonly AnswerLoad[]; costliest: string | null },
): Proposal[] {
  const written = loads.filter(({ variant }) => variant === ORIGINAL);
  const lost = instructions.filter(({ id }) => (followedShare(new Set([id]), written) ?? 1) < LOST);
  if (lost.length === 0 || new Set(written.map((each) => each.case)).size < FEWEST_CASES) return [];
  const wording = (id: string, chosen: Parameters<typeof worded>[2]): ProposedWording => ({
    id,
    ...worded(prompt, instructions, chosen),
  });
  const without = (dropped: ReadonlySet<string>) =>
    new Set(instructions.filter(({ id }) => !dropped.has(id)));
  const repeated = conflictsIn(instructions).flatMap(({ kind, b }) => {
    const again = instructions[b];
    return kind === 'duplicate' && again ? [again.id] : [];
  });
  const firstOf = (own: readonly Instruction[]) => own.toSorted(byLost(lost));
  const isSame = (own: readonly Instruction[]) => own;
  const half = Math.ceil(instructions.length / 2);
  const [start, end] = [instructions.slice(0, half), instructions.slice(half)];
  const all: (Proposal | null)[] = [
    {
      ...{ code: 'lost-first' as const, about: lost.map(({ id }) => id) },
      wordings: [wording('lost-first', { kept: new Set(instructions), shuffle: firstOf })],
    },
    repeated.length === 0
      ? null
      : {
          ...{ code: 'merged' as const, about: repeated },
          wordings: [wording('merged', { kept: without(new Set(repeated)), shuffle: isSame })],
        },
    costliest === null
      ? null
      : {
          ...{ code: 'without' as const, about: [costliest] },
          wordings: [wording('without', { kept: without(new Set([costliest])), shuffle: isSame })],
        },
    end.length === 0
      ? null
      : {
          ...{ code: 'split' as const, about: [] },
          wordings: [start, end].map((kept, at) =>
            wording(`split-${at + 1}`, { kept: new Set(kept), shuffle: isSame }),
          ),
        },
  ];
  return all.filter((each) => each !== null).filter((each) => changesSomething(each, instructions));
}

const changesSomething = ({ wordings }: Proposal, all: readonly Instruction[]): boolean =>
  wordings.length > 1 || wordings[0]?.given.join() !== all.map(({ id }) => id).join();

const byLost = (lost: readonly Instruction[]) => (a: Instruction, b: Instruction) =>
  Number(lost.includes(b)) - Number(lost.includes(a));
