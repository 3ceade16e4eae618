import { isUserError } from '../../core/errors.js';
import type { FrozenVariants, Prompt, PromptStore } from '../../core/index.js';
import { engine } from '../engine.js';
import type { EntryBaseline } from '../entry.js';
import type { PromptPlace } from '../platform.js';

interface Kept {
  readonly store: PromptStore;
  readonly place: PromptPlace;
  readonly frozen: FrozenVariants | null;
  /** Told of one that cannot be read: the prompt is used all the same. */
  readonly warn: (message: string) => void;
}

/** The baseline of a prompt, and whether it still applies; null where there is none that can be read. */
export async function baselineOf(
  prompt: Prompt,
  { store, place, frozen, warn }: Kept,
): Promise<EntryBaseline | null> {
  const { readBaseline, staleness } = await engine();
  try {
    const text = await store.readBaseline();
    if (text === null) return null;
    const accepted = readBaseline(text, `.plumbline/baselines/${place.path}.json`);
    const { config } = place;
    return { accepted, stale: staleness(accepted, prompt, { config, frozen, now: Date.now() }) };
  } catch (error) {
    if (!isUserError(error)) throw error;
    warn(error.message);
    return null;
  }
}
