/** A run that may cost more than `confirmAboveUsd` is agreed to before anything is sent. */

import { createInterface } from 'node:readline/promises';
import { UserError } from '../core/errors.js';
import type { Preflight } from '../core/run/runHost.js';
import { money } from '../core/words/figures.js';

/** False where a person declines. Throws `UserError` where there is nobody to ask and `--yes` was not given. */
export async function isCostAgreed(
  { design: { estimate, settings }, cachedCalls }: Preflight,
  { yes, signal }: { yes: boolean; signal: AbortSignal },
): Promise<boolean> {
  const { confirmAboveUsd: limit = null } = settings.budget;
  const calls = estimate.calls - cachedCalls;
  if (limit === null || yes || calls === 0) return true;
  const planned = estimate.costUsd === null ? null : (estimate.costUsd * calls) / estimate.calls;
  const most =
    planned === null ? settings.budget.usd : Math.min(planned, settings.budget.usd ?? Infinity);
  if (most !== null && most <= limit) return true;
  const why =
    most === null
      ? `The price of this model is unknown, and the run asks before it costs more than ${money(limit)} (confirmAboveUsd).`
      : `This run may cost ${money(most)}, more than ${money(limit)} (confirmAboveUsd).`;
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true)
    throw new UserError(why, { commandLine: 'Nothing was sent. --yes agrees to it.' });
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await asking.question(`${why} Go on? [y/N] `, { signal })).trim());
  } finally {
    asking.close();
  }
}
