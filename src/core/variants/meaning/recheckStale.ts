/** Checks variants of an earlier version of the prompt against the current one. */

import type { Ask, Embed } from '../../ports/model.js';
import type { Prompt } from '../../prompt/prompt.js';
import type { Message } from '../../ports/model.js';
import { generationsOf, type FrozenVariants } from '../frozen.js';
import { checkWording, type MeaningCheck } from './meaningCheck.js';
import type { Variant } from '../variant.js';

export interface Rechecked {
  readonly variant: Variant;
  /** Null if it passes for the current prompt. */
  readonly turnedDown: MeaningCheck['turnedDown'];
  /** The prompt it was written for; null if that was not stored. */
  readonly madeFor: readonly Message[] | null;
}

/** Variants that pass become pending, for a new review. Rejected ones stay rejected. */
export async function recheckStale(
  prompt: Prompt,
  frozen: FrozenVariants,
  { ask, embed }: { ask: Ask | null; embed: Embed | null },
): Promise<Rechecked[]> {
  const { current, earlier } = generationsOf(frozen, prompt);
  const standing: (readonly Message[])[] = (current?.variants ?? []).map(
    ({ messages }) => messages,
  );
  const regated: Rechecked[] = [];
  for (const { originalMessages = null, variants } of earlier) {
    for (const { id, class: classId, change, messages, status } of variants) {
      if (status === 'rejected') continue;
      const { gate, turnedDown } = await checkWording(prompt, messages, {
        ask,
        embed,
        others: standing,
        repeated: 'flag',
      });
      if (!turnedDown) standing.push(messages);
      const fresh = turnedDown ? ('stale' as const) : ('pending' as const);
      const variant: Variant = {
        id,
        class: classId,
        stress: false,
        change,
        messages,
        gate,
        status: fresh,
      };
      regated.push({ variant, turnedDown, madeFor: originalMessages });
    }
  }
  return regated;
}
