import type { Say } from '../say/say.js';

export type Stopped = 'cancelled' | 'budget' | 'provider';

/** Null when nothing stopped the run. */
export function stoppedText(stopped: Stopped | null, say: Say): string | null {
  switch (stopped) {
    case null:
      return null;
    case 'cancelled':
      return say('The run was cancelled: these numbers cover what was done by then.');
    case 'budget':
      return say('The budget was reached: these numbers cover what was done by then.');
    case 'provider':
      return say('The endpoint stopped the run: these numbers cover what was done by then.');
  }
}
