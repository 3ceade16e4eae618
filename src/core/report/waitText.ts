import type { OnWait } from '../run/caller.js';
import { duration } from '../words/figures.js';

/** For instance "rate limited, waiting 20 s". */
export const waitText = ({ failure, waitMs }: Parameters<OnWait>[0]): string =>
  `${failure === 'rate-limited' ? 'rate limited' : 'no answer'}, waiting ${duration(Math.max(1000, waitMs))}`;

/** A shorter wait is not worth a word. */
export const SHORTEST_TOLD_MS = 1000;
