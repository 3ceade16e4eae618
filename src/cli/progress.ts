/** Calls, tokens, time left and spend while a run goes on: a bar on a terminal, a plain line now and then elsewhere. */

import { Presets, SingleBar } from 'cli-progress';
import type { Price } from '../core/ports/model.js';
import { tallyOf } from '../core/report/tally.js';
import { duration, thousands } from '../core/report/words.js';
import type { OnWait } from '../core/run/caller.js';
import type { Outcome } from '../core/run/outcome.js';
import type { Terminal } from './output.js';

export interface Progress {
  update(outcome: Outcome): void;
  /** A call waits before it is tried again. */
  readonly wait: OnWait;
  end(): void;
}

/** Plain lines tell of waits this often at most, and of none shorter than a second. */
const TELL_WAITS_EVERY_MS = 15_000;
const SHORTEST_TOLD_MS = 1000;

/** "rate limited, waiting 20 s", each time there is something to tell. */
export function waitTeller(say: (text: string) => void): OnWait {
  let toldAt = -Infinity;
  return (wait) => {
    if (wait.waitMs < SHORTEST_TOLD_MS || Date.now() - toldAt < TELL_WAITS_EVERY_MS) return;
    toldAt = Date.now();
    say(waitText(wait));
  };
}

const waitText: (wait: Parameters<OnWait>[0]) => string = ({ failure, waitMs }) =>
  `${failure === 'rate-limited' ? 'rate limited' : 'no answer'}, waiting ${duration(Math.max(1000, waitMs))}`;

/** Plain lines come at every such share of the calls. */
const PLAIN_STEPS = 5;

export function showProgress(terminal: Terminal, planned: number, price: Price | null): Progress {
  const startedAt = Date.now();
  const tally = tallyOf(planned, price);
  const bar = terminal.live
    ? new SingleBar(
        {
          format: '{bar} {value}/{total} calls · {facts}',
          barsize: 24,
          hideCursor: true,
          clearOnComplete: true,
          stream: process.stderr,
          fps: 10,
        },
        Presets.shades_classic,
      )
    : null;
  bar?.start(planned, 0, { facts: '' });
  const facts = () => tally.facts(Date.now() - startedAt).join(' · ');

  const sayWait = waitTeller(terminal.say);
  return {
    wait(wait) {
      if (bar) bar.update(tally.done, { facts: `${facts()} · ${waitText(wait)}` });
      else sayWait(wait);
    },
    update(outcome) {
      tally.add(outcome);
      bar?.update(tally.done, { facts: facts() });
      const step = Math.ceil(planned / PLAIN_STEPS);
      if (!bar && tally.done % step === 0)
        terminal.say(`${tally.done} of ${thousands(planned)} calls · ${facts()}`);
    },
    end: () => bar?.stop(),
  };
}
