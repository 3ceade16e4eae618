/** Tells whoever watches a run how far it is, and what it waits for. */

import type { Engine } from './engine.js';
import type { Endpoint, OnWait, Outcome } from '../core/index.js';
import type { RunWatch } from './runWatch.js';

const PROGRESS_EVERY_MS = 100;

export interface CallTeller {
  readonly onWait: OnWait;
  /** From now on as progress; returns what is to be called with each outcome. `earlier`: of the same run. */
  begin(
    planned: number,
    price: Endpoint['price'],
    earlier?: readonly Outcome[],
  ): (outcome: Outcome) => void;
}

export function callTeller(
  core: Engine,
  { onStep, onProgress }: Pick<RunWatch, 'onStep' | 'onProgress'>,
): CallTeller {
  let tell = onStep;
  return {
    onWait: (wait) => {
      if (wait.waitMs >= core.SHORTEST_TOLD_MS) tell(core.waitText(wait));
    },
    begin(planned, price, earlier) {
      const tally = core.tallyOf(planned, price, earlier);
      const startedAt = Date.now();
      let toldAt = 0;
      const show = (...waiting: string[]) => {
        toldAt = Date.now();
        const facts = [...tally.facts(toldAt - startedAt), ...waiting];
        onProgress({ done: tally.done, planned, facts });
      };
      tell = show;
      show();
      return (outcome) => {
        tally.add(outcome);
        if (Date.now() - toldAt >= PROGRESS_EVERY_MS) show();
      };
    },
  };
}
