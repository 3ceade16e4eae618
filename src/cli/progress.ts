/** Calls, tokens, time left and spend while a run goes on: a bar on a terminal, a plain line now and then elsewhere. */

import { Presets, SingleBar } from 'cli-progress';
import type { Price } from '../core/ports/model.js';
import { tallyOf } from '../core/report/tally.js';
import { thousands } from '../core/report/words.js';
import type { Outcome } from '../core/run/outcome.js';
import type { Terminal } from './output.js';

export interface Progress {
  update(outcome: Outcome): void;
  end(): void;
}

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

  return {
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
