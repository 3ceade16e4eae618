/** Calls and cost of the next run, for the lens: worked out once for each text and model, while nobody waits for it. */

import { l10n } from 'vscode';
import type { Prompt } from '../core/index.js';
import { engine } from './engine.js';
import type { Entry } from './entry.js';
import { estimateRun, type EstimateTools, type RunEstimate } from './runEstimate.js';
import { whyUnavailable } from './trust.js';

export interface Told {
  readonly title: string;
  readonly tooltip: string;
}

interface Known {
  readonly model: string | undefined;
  readonly runs: number;
  /** Undefined while it is worked out. */
  estimate: RunEstimate | null | undefined;
}

export class Estimates {
  readonly #tools: EstimateTools;
  readonly #onReady: () => void;
  readonly #known = new WeakMap<Prompt, Known>();

  constructor(tools: EstimateTools, onReady: () => void) {
    this.#tools = tools;
    this.#onReady = onReady;
  }

  /** Null while it is not known; then it is told when it is. */
  async of(entry: Entry): Promise<Told | null> {
    const { prompt, place, uri, history } = entry;
    if (!prompt || !place || whyUnavailable(uri)) return null;
    const model = this.#tools.models.chosen()?.model;
    const known = this.#known.get(prompt);
    // What a run has answered is cached: the next one takes less.
    if (known && known.model === model && known.runs === history.length)
      return known.estimate ? toldOf(known.estimate) : null;
    const working: Known = { model, runs: history.length, estimate: undefined };
    this.#known.set(prompt, working);
    void estimateRun({ prompt, place }, this.#tools).then((estimate) => {
      working.estimate = estimate;
      if (estimate) this.#onReady();
    });
    return null;
  }
}

export async function toldOf({ calls, tokens, costUsd, model }: RunEstimate): Promise<Told> {
  const { count, money, thousands } = await engine();
  const most = calls === 0 ? l10n.t('no new calls') : l10n.t('up to {0}', count(calls, 'call'));
  // Nothing is said of the price of what is free.
  const cost = costUsd === null || costUsd === 0 ? null : money(costUsd);
  return {
    title: [most, cost].filter((part) => part !== null).join(', '),
    tooltip: l10n.t(
      '{0}: {1}, about {2} tokens, {3}',
      model,
      most,
      thousands(tokens),
      money(costUsd),
    ),
  };
}
