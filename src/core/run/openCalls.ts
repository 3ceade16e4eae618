/** The calls of one run. Trials and auxiliary calls share one pool, one cache and one budget. */

import { auxiliaryModel, type Endpoint } from '../models/endpoint.js';
import type { BudgetLimits } from '../plan/runSettings.js';
import type { Clock } from '../ports/clock.js';
import { createAuxiliaryCalls, type AuxiliaryCalls, type OnAsk } from './auxiliaryCalls.js';
import { createBudget, type Spent } from './budget.js';
import type { Cache } from './cache.js';
import { createCaller, type Caller, type OnSend, type OnWait } from './caller.js';
import type { RefusedFields } from './refusedFields.js';
import { createLimiter } from './limiter.js';

export interface CallOptions {
  /** Null neither reads nor keeps answers; a recording never uses one. */
  readonly cache: Cache | null;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly budget: BudgetLimits;
  /** What an earlier part of the same run has used of the budget. */
  readonly spent?: Spent;
  readonly onSend?: OnSend | undefined;
  readonly onAsk?: OnAsk | undefined;
  /** Told when a call waits before it is tried again. */
  readonly onWait?: OnWait | undefined;
  /** What endpoints refuse. Absent: each run learns it again. */
  readonly refused?: RefusedFields;
}

export interface Calls {
  readonly trials: Caller;
  readonly auxiliary: AuxiliaryCalls;
  /** False for a recording, which answers nothing new. */
  readonly canAsk: boolean;
}

/** Throws `UserError` when a budget in money cannot be kept because a price is unknown. */
export function openCalls(endpoint: Endpoint, options: CallOptions): Calls {
  const { clock, onWait, signal } = options;
  const { provider, price, embedder } = endpoint;
  const limiter = createLimiter(endpoint.concurrency, clock);
  const openedAt = clock.now();
  const spent = options.spent ?? { calls: 0, usd: 0 };
  const budget = createBudget(options.budget, price, spent, () => clock.now() - openedAt);
  const shared = { cache: provider.recorded ? null : options.cache, clock, onWait };
  const refusedBy = (id: string, model: string) =>
    options.refused ? { refused: options.refused.of(id, model) } : {};
  const trials = createCaller({
    ...{ provider, limiter, budget, onSend: options.onSend, ...shared },
    ...refusedBy(provider.id, endpoint.model),
  });
  const { judge, writer } = endpoint;
  const asked = auxiliaryModel(endpoint);
  const callerOf = (other: NonNullable<Endpoint['judge']>) =>
    createCaller({
      provider: other.provider,
      limiter: createLimiter(other.concurrency, clock),
      budget: budget.at(other.price),
      ...refusedBy(other.provider.id, other.model),
      ...shared,
    });
  const auxiliary = judge ? callerOf(judge) : trials;
  return {
    trials,
    auxiliary: createAuxiliaryCalls({
      caller: auxiliary,
      model: asked.model,
      ...parametersOf(asked),
      ...(writer
        ? { writer: { caller: callerOf(writer), model: writer.model, ...parametersOf(writer) } }
        : {}),
      ...{ limiter, budget, signal, embedder, clock, onWait, onAsk: options.onAsk },
    }),
    canAsk: !provider.recorded,
  };
}

const parametersOf = ({ parameters }: Pick<Endpoint, 'parameters'>) =>
  parameters ? { parameters } : {};
