/**
 * The prompt with fewer of its instructions, at growing density and in several orders. Orders are drawn at random, so that an
 * instruction that is hard does not pass for one that stands late (METRICS 10.1).
 */

import { randomFrom } from '../../numbers/random.js';
import type { Message } from '../../ports/model.js';
import type { Prompt } from '../../prompt/prompt.js';
import {
  markerOf,
  withoutMarker,
  type Instruction,
} from '../../variants/instructions/instructions.js';
import { cut } from '../../variants/promptParts.js';
import type { Span } from '../../text/span.js';

/** Sizes between one instruction and all of them. */
const LEVELS = 8;
/** Random orders of each size. */
const ORDERS = 3;

export interface Subset {
  readonly id: string;
  /** Ids of the instructions that are left, in the order in which the wording gives them. */
  readonly given: readonly string[];
  readonly messages: readonly Message[];
}

/** Those of IFScale, for lists as long as its. */
const LONG = [10, 20, 50, 100, 150, 200, 250, 300, 400, 500];

/** The sizes that are tried, ascending; the last is all. */
export function sizesOf(instructions: number): number[] {
  if (instructions >= 100) return [...LONG.filter((size) => size < instructions), instructions];
  const levels = Math.min(LEVELS, instructions);
  const sizes = Array.from({ length: levels }, (_, at) =>
    Math.round(((at + 1) * instructions) / levels),
  );
  return [...new Set(sizes)];
}

/** All instructions as they stand, which is the prompt itself, are not among them. */
export function subsetsOf(
  prompt: Prompt,
  instructions: readonly Instruction[],
  seed: number,
): Subset[] {
  return Array.from({ length: ORDERS }, (_, order) => {
    const random = randomFrom('load', seed, order);
    const drawn = random.shuffle(instructions);
    return sizesOf(instructions.length).map((size): Subset => {
      const kept = new Set(drawn.slice(0, size));
      return {
        id: `load-${size}-${order + 1}`,
        ...worded(prompt, instructions, {
          kept,
          shuffle: (own) => random.shuffle(own),
        }),
      };
    });
  }).flat();
}

interface Chosen {
  readonly kept: ReadonlySet<Instruction>;
  readonly shuffle: (own: readonly Instruction[]) => readonly Instruction[];
}

/** Kept instructions change places within their message; the list markers stay where they are. */
export function worded(
  { messages }: Prompt,
  instructions: readonly Instruction[],
  { kept, shuffle }: Chosen,
): Pick<Subset, 'given' | 'messages'> {
  const given: string[] = [];
  const reworded = messages.map(({ role, content }, message): Message => {
    const own = instructions.filter((each) => each.message === message);
    const slots = own.filter((each) => kept.has(each));
    const placed = shuffle(slots);
    given.push(...placed.map(({ id }) => id));
    const textAt = new Map(slots.map((slot, at) => [slot, placed[at] as Instruction]));
    // From the end, so that the spans before stay where they are.
    const text = own
      .toSorted((a, b) => b.span.start - a.span.start)
      .reduce((left, slot) => {
        const other = textAt.get(slot);
        return other ? replaced(left, slot.span, textIn(slot, other)) : cut(left, slot.span);
      }, content);
    return { role, content: text };
  });
  return { given, messages: reworded.filter(({ content }) => content.trim() !== '') };
}

const textIn = (slot: Instruction, other: Instruction): string =>
  markerOf(slot.text) + withoutMarker(other.text);

const replaced = (text: string, { start, end }: Span, by: string): string =>
  text.slice(0, start) + by + text.slice(end);
