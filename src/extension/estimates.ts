/** Calls and cost of the next run, for the lens: worked out once for each text and model, while nobody types or waits for it. */

import { l10n } from 'vscode';
import { engine } from './engine.js';
import type { Entry } from './entry.js';
import type { RunEstimate } from './runEstimate.js';
import { whyUnavailable } from './trust.js';
import { say } from './say.js';

/** A plan of hundreds of cases takes a while to make: not between two keys. */
const SETTLE_MS = 800;

export interface Told {
  readonly title: string;
  readonly tooltip: string;
}

interface Known {
  /** What it was worked out for, by identity: each text gives another prompt. */
  readonly prompt: Entry['prompt'];
  readonly model: string | undefined;
  /** What a run has answered is cached: the next one takes less. */
  readonly runs: number;
}

interface Kept {
  /** The newest that was asked for. */
  wanted: Known;
  timer: ReturnType<typeof setTimeout> | null;
  /** Of the text before, until that of the newest is known: a lens that comes and goes would move the text. */
  estimate: RunEstimate | null;
}

export interface EstimatesOptions {
  readonly model: () => string | undefined;
  /** Null where it cannot be known; never rejects. */
  readonly work: (entry: Entry) => Promise<RunEstimate | null>;
  /** Told when one is known that was not. */
  readonly onReady: () => void;
}

export class Estimates {
  readonly #options: EstimatesOptions;
  readonly #kept = new Map<string, Kept>();

  constructor(options: EstimatesOptions) {
    this.#options = options;
  }

  dispose(): void {
    this.#kept.forEach(({ timer }) => timer && clearTimeout(timer));
  }

  /** Null while it is not known; then it is told when it is. */
  async of(entry: Entry): Promise<Told | null> {
    const { prompt, place, uri, history } = entry;
    if (!prompt || !place || whyUnavailable(uri)) return null;
    const wanted: Known = { prompt, model: this.#options.model(), runs: history.length };
    const key = uri.toString();
    const kept = this.#kept.get(key);
    if (!kept) this.#begin(entry, { wanted, timer: null, estimate: null });
    else if (!isSame(kept.wanted, wanted)) {
      if (kept.timer) clearTimeout(kept.timer);
      const isOfModel = kept.wanted.model === wanted.model;
      this.#begin(entry, { wanted, timer: null, estimate: isOfModel ? kept.estimate : null });
    }
    const estimate = this.#kept.get(key)?.estimate;
    return estimate ? toldOf(estimate) : null;
  }

  #begin(entry: Entry, kept: Kept): void {
    const key = entry.uri.toString();
    const work = async () => {
      kept.timer = null;
      const before = kept.estimate;
      kept.estimate = await this.#options.work(entry);
      if (this.#kept.get(key) === kept && (kept.estimate ?? before)) this.#options.onReady();
    };
    kept.timer = setTimeout(() => void work(), SETTLE_MS);
    this.#kept.set(key, kept);
  }
}

const isSame = (a: Known, b: Known) =>
  a.prompt === b.prompt && a.model === b.model && a.runs === b.runs;

export async function toldOf({ calls, tokens, costUsd, model }: RunEstimate): Promise<Told> {
  const { calls: callsText, money, thousands } = await engine();
  const most = calls === 0 ? l10n.t('no new calls') : l10n.t('up to {0}', callsText(calls, say));
  // Nothing is said of the price of what is free.
  const cost = costUsd === null || costUsd === 0 ? null : money(costUsd, say);
  return {
    title: [most, cost].filter((part) => part !== null).join(', '),
    tooltip: l10n.t(
      '{0}: {1}, about {2} tokens, {3}',
      model,
      most,
      thousands(tokens, say),
      money(costUsd, say),
    ),
  };
}
