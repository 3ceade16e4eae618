/** Calls, tokens, time left and spend while a run goes on: a bar on a terminal, a plain line now and then elsewhere. */

import { Presets, SingleBar } from 'cli-progress';
import type { Price } from '../core/ports/model.js';
import { tallyOf } from '../core/report/tally.js';
import { SHORTEST_TOLD_MS, waitText } from '../core/report/waitText.js';
import { thousands } from '../core/words/figures.js';
import type { OnWait } from '../core/run/caller.js';
import type { Outcome } from '../core/run/outcome.js';
import type { Terminal } from './output.js';

export interface Progress {
  update(outcome: Outcome): void;
  end(): void;
}

/** What a terminal shows of the calls: what is waited for from the first call on, how far a run is once it has begun. */
export interface CallTeller {
  readonly onWait: OnWait;
  /** `earlier`: of the same run. */
  begin(planned: number, price: Price | null, earlier?: readonly Outcome[]): Progress;
}

/** Plain lines tell of waits this often at most, and of none shorter than a second. */
const TELL_WAITS_EVERY_MS = 15_000;

/** Says "rate limited, waiting 20 s" now and then. */
function waitTeller(say: (text: string) => void): OnWait {
  let toldAt = -Infinity;
  return (wait) => {
    if (wait.waitMs < SHORTEST_TOLD_MS || Date.now() - toldAt < TELL_WAITS_EVERY_MS) return;
    toldAt = Date.now();
    say(waitText(wait));
  };
}

/** Plain lines come at every such share of the calls. */
const PLAIN_STEPS = 5;

export function callTeller(terminal: Terminal): CallTeller {
  const sayWait = waitTeller(terminal.say);
  let onBar: OnWait | null = null;
  return {
    onWait: (wait) => (onBar ?? sayWait)(wait),
    begin(planned, price, earlier) {
      const startedAt = Date.now();
      const tally = tallyOf(planned, price, earlier);
      const bar = terminal.live ? startedBar(planned) : null;
      const facts = () => tally.facts(Date.now() - startedAt).join(' · ');
      const step = Math.ceil(planned / PLAIN_STEPS);
      if (bar)
        onBar = (wait) => bar.update(tally.done, { facts: `${facts()} · ${waitText(wait)}` });
      return {
        update(outcome) {
          tally.add(outcome);
          bar?.update(tally.done, { facts: facts() });
          if (!bar && tally.done % step === 0)
            terminal.say(`${tally.done} of ${thousands(planned)} calls · ${facts()}`);
        },
        end() {
          onBar = null;
          bar?.stop();
        },
      };
    },
  };
}

function startedBar(planned: number): SingleBar {
  const bar = new SingleBar(
    {
      format: '{bar} {value}/{total} calls · {facts}',
      barsize: 24,
      hideCursor: true,
      clearOnComplete: true,
      stream: process.stderr,
      fps: 10,
    },
    Presets.shades_classic,
  );
  bar.start(planned, 0, { facts: '' });
  return bar;
}
