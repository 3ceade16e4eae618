/** Calls, tokens, time left and spend while a run goes on: a bar on a terminal, a plain line now and then elsewhere. */

import { Presets, SingleBar } from 'cli-progress';
import { costOf } from '../core/plan/estimate.js';
import type { Price } from '../core/ports/model.js';
import { duration, money, thousands } from '../core/report/words.js';
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
  let done = 0;
  let sent = 0;
  let failed = 0;
  let promptTokens = 0;
  let completionTokens = 0;
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

  const facts = () => {
    const perCall = sent > 0 ? (Date.now() - startedAt) / sent : null;
    const left = perCall === null ? null : duration(perCall * (planned - done));
    return [
      `${thousands(promptTokens + completionTokens)} tokens`,
      left === null || done === planned ? null : `${left} left at most`,
      money(costOf({ promptTokens, completionTokens }, price)),
      failed > 0 ? `${failed} failed` : null,
    ]
      .filter((fact) => fact !== null)
      .join(' · ');
  };

  return {
    update(outcome) {
      done += 1;
      if (outcome.status === 'failed') failed += 1;
      if (outcome.status === 'completed' && !outcome.cached) {
        sent += 1;
        promptTokens += outcome.usage?.promptTokens ?? 0;
        completionTokens += outcome.usage?.completionTokens ?? 0;
      }
      bar?.update(done, { facts: facts() });
      const step = Math.ceil(planned / PLAIN_STEPS);
      if (!bar && done % step === 0)
        terminal.say(`${done} of ${thousands(planned)} calls · ${facts()}`);
    },
    end: () => bar?.stop(),
  };
}
