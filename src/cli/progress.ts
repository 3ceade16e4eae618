/** Progress of a run: calls, tokens, time left and cost, as a bar on a terminal and as occasional lines elsewhere. */

import { Presets, SingleBar } from 'cli-progress';
import type { Price } from '../core/ports/model.js';
import { tallyOf } from '../core/report/tally.js';
import { SHORTEST_TOLD_MS, waitText } from '../core/report/waitText.js';
import { thousands } from '../core/say/figures.js';
import type { OnWait } from '../core/run/caller.js';
import type { Outcome } from '../core/run/outcome.js';
import type { Say } from '../core/say/say.js';
import type { Terminal } from './output.js';

export interface Progress {
  update(outcome: Outcome): void;
  end(): void;
}

/** Shows waits from the first call on, and progress once the run has started. */
export interface CallTeller {
  readonly onWait: OnWait;
  /** `earlier`: outcomes of the run that is resumed. */
  begin(planned: number, price: Price | null, earlier?: readonly Outcome[]): Progress;
}

/** Min interval between plain lines about waits. */
const TELL_WAITS_EVERY_MS = 15_000;

/** Says "rate limited, waiting 20 s" now and then. */
function waitTeller({ say, words }: Terminal): OnWait {
  let toldAt = -Infinity;
  return (wait) => {
    if (wait.waitMs < SHORTEST_TOLD_MS || Date.now() - toldAt < TELL_WAITS_EVERY_MS) return;
    toldAt = Date.now();
    say(waitText(wait, words));
  };
}

/** The number of plain progress lines of a run that is quick, and the time after which the next answer makes one. */
const PLAIN_STEPS = 5;
const PLAIN_EVERY_MS = 20_000;

export function callTeller(terminal: Terminal): CallTeller {
  const { words } = terminal;
  const sayWait = waitTeller(terminal);
  let onBar: OnWait | null = null;
  return {
    onWait: (wait) => (onBar ?? sayWait)(wait),
    begin(planned, price, earlier) {
      const startedAt = Date.now();
      const tally = tallyOf(planned, price, earlier, words);
      const bar = terminal.live ? startedBar(planned, words) : null;
      const facts = () => tally.facts(Date.now() - startedAt).join(' · ');
      const doneText = () =>
        words('{done} of {planned} calls', {
          done: thousands(tally.done, words),
          planned: thousands(planned, words),
        });
      const step = Math.ceil(planned / PLAIN_STEPS);
      let saidAt = startedAt;
      const isDue = () => tally.done % step === 0 || Date.now() - saidAt >= PLAIN_EVERY_MS;
      if (bar)
        onBar = (wait) =>
          bar.update(tally.done, { facts: `${facts()} · ${waitText(wait, words)}` });
      return {
        update(outcome) {
          tally.add(outcome);
          bar?.update(tally.done, { facts: facts() });
          if (bar || !isDue()) return;
          saidAt = Date.now();
          terminal.say(`${doneText()} · ${facts()}`);
        },
        end() {
          onBar = null;
          bar?.stop();
        },
      };
    },
  };
}

function startedBar(planned: number, words: Say): SingleBar {
  const bar = new SingleBar(
    {
      format: `{bar} ${words('{done} of {planned} calls', { done: '{value}', planned: '{total}' })} · {facts}`,
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
