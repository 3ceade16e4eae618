/** A run that may cost more than `confirmAboveUsd` is agreed to before anything is sent. */

import { createInterface } from 'node:readline/promises';
import { UserError } from '../core/errors.js';
import { withoutCached } from '../core/plan/planEstimate.js';
import type { Preflight } from '../core/run/runHost.js';
import { money } from '../core/say/figures.js';
import { english, type Say } from '../core/say/say.js';
import { worded } from '../core/say/worded.js';

/** Why the cost of a run is to be agreed to first, in a sentence; null where it need not be. */
export async function reasonToAsk(
  { design: { estimate, settings }, cachedCalls }: Preflight,
  words: Say = english,
): Promise<string | null> {
  const { confirmAboveUsd: limit = null, usd: budget } = settings.budget;
  if (limit === null) return null;
  const mostOf = (planned: number | null) =>
    planned === null ? budget : Math.min(planned, budget ?? Infinity);
  // What is within the limit without a cache is so with one.
  if ((mostOf(estimate.costUsd) ?? Infinity) <= limit) return null;
  const left = withoutCached(estimate, await cachedCalls());
  const most = mostOf(left.costUsd);
  if (left.calls === 0 || (most ?? Infinity) <= limit) return null;
  return most === null
    ? words(
        'The price of this model is unknown, and the run asks before it costs more than {limit} (confirmAboveUsd).',
        { limit: money(limit, words) },
      )
    : words('This run may cost {cost}, more than {limit} (confirmAboveUsd).', {
        cost: money(most, words),
        limit: money(limit, words),
      });
}

/** False where a person declines. Throws `UserError` where there is nobody to ask and `--yes` was not given. */
export async function isCostAgreed(
  preflight: Preflight,
  { yes, signal, words }: { yes: boolean; signal: AbortSignal; words: Say },
): Promise<boolean> {
  const why = yes ? null : await reasonToAsk(preflight, words);
  if (why === null) return true;
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true)
    throw new UserError(why, { commandLine: worded`Nothing was sent. --yes agrees to it.` });
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test(
      (await asking.question(`${why} ${words('Go on?')} [y/N] `, { signal })).trim(),
    );
  } finally {
    asking.close();
  }
}
