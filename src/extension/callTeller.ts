/** Tells whoever watches a run how far it is, and what it waits for. */

import { l10n } from 'vscode';
import type { Engine } from './engine.js';
import type { Endpoint, OnWait, Outcome } from '../core/index.js';
import type { RunWatch } from './runWatch.js';
import { say } from './say.js';

const PROGRESS_EVERY_MS = 100;
/** A server that has said nothing for this long is mentioned, every second anew. */
const SILENT_MS = 10_000;
const LOOK_EVERY_MS = 1000;

export interface CallTeller {
  readonly onWait: OnWait;
  /** From now on as progress; returns what is to be called with each outcome. `earlier`: of the same run. */
  begin(
    planned: number,
    price: Endpoint['price'],
    earlier?: readonly Outcome[],
  ): (outcome: Outcome) => void;
  /** Nothing is told any more. */
  end(): void;
}

export function callTeller(
  core: Engine,
  { onStep, onProgress }: Pick<RunWatch, 'onStep' | 'onProgress'>,
): CallTeller {
  let tell = onStep;
  let looking: ReturnType<typeof setInterval> | undefined;
  return {
    end: () => clearInterval(looking),
    onWait: (wait) => {
      if (wait.waitMs >= core.SHORTEST_TOLD_MS) tell(core.waitText(wait, say));
    },
    begin(planned, price, earlier) {
      const tally = core.tallyOf(planned, price, earlier, say);
      const startedAt = Date.now();
      let toldAt = 0;
      const show = (...waiting: string[]) => {
        toldAt = Date.now();
        const facts = [...tally.facts(toldAt - startedAt), ...waiting];
        onProgress({ done: tally.done, planned, facts });
      };
      tell = show;
      show();
      let answeredAt = startedAt;
      looking = setInterval(() => {
        const silentMs = Date.now() - answeredAt;
        if (silentMs >= SILENT_MS && tally.done < planned)
          show(l10n.t('no answer for {0} s', Math.floor(silentMs / 1000)));
      }, LOOK_EVERY_MS);
      return (outcome) => {
        answeredAt = Date.now();
        tally.add(outcome);
        if (Date.now() - toldAt >= PROGRESS_EVERY_MS) show();
      };
    },
  };
}
