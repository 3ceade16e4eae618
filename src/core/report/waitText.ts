import type { OnWait } from '../run/caller.js';
import { duration } from '../say/figures.js';
import { english, type Say } from '../say/say.js';

/** For instance "rate limited, waiting 20 s". */
export function waitText({ failure, waitMs }: Parameters<OnWait>[0], say: Say = english): string {
  const time = duration(Math.max(1000, waitMs));
  return failure === 'rate-limited'
    ? say('rate limited, waiting {time}', { time })
    : say('no answer, waiting {time}', { time });
}

/** A shorter wait is not worth a word. */
export const SHORTEST_TOLD_MS = 1000;
