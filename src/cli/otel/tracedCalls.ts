/** When the calls of a run went out and what they waited for, until their outcomes come. */

import type { Attributes } from '@opentelemetry/api';
import { trialKey, type TrialAddress } from '../../core/plan/trial.js';
import type { OnWait } from '../../core/run/caller.js';

export interface CallEvent {
  readonly name: 'plumbline.retry' | 'plumbline.wait';
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly attributes: Attributes;
}

export interface TracedCall {
  /** Of the first and of the last request, in milliseconds since 1970. */
  readonly firstSentAt: number;
  readonly lastSentAt: number;
  readonly events: readonly CallEvent[];
}

export function tracedCalls(now: () => number) {
  const sends = new Map<string, number[]>();
  const events = new Map<string, CallEvent[]>();
  const add = (trial: TrialAddress, event: CallEvent) => {
    const key = trialKey(trial);
    events.set(key, [...(events.get(key) ?? []), event]);
  };
  return {
    sent(trial: TrialAddress): void {
      const [key, at] = [trialKey(trial), now()];
      const known = [...(sends.get(key) ?? []), at];
      sends.set(key, known);
      const attributes = { 'plumbline.request': known.length };
      if (known.length > 1) add(trial, { name: 'plumbline.retry', at, attributes });
    },
    waits(trial: TrialAddress, wait: Parameters<OnWait>[0]): void {
      add(trial, waitEvent(wait, now()));
    },
    /** Null where nothing was sent. The call is forgotten: a later pass may make it again. */
    take(trial: TrialAddress): TracedCall | null {
      const key = trialKey(trial);
      const [firstSentAt, ...more] = sends.get(key) ?? [];
      const call =
        firstSentAt === undefined
          ? null
          : {
              ...{ firstSentAt, lastSentAt: more.at(-1) ?? firstSentAt },
              events: events.get(key) ?? [],
            };
      sends.delete(key);
      events.delete(key);
      return call;
    },
  };
}

export const waitEvent = ({ failure, waitMs }: Parameters<OnWait>[0], at: number): CallEvent => ({
  ...{ name: 'plumbline.wait', at },
  attributes: { 'error.type': failure, 'plumbline.wait_ms': waitMs },
});
