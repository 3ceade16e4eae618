import { UserError } from '../../core/errors.js';

export interface Spending {
  readonly calls: number;
  /** US dollars; null: no limit, or not known. */
  readonly usd: number | null;
}

/** What all tests of a server may take together. An agent may ask for less, never for more. */
export interface ServerBudget {
  /** Whether it is limited in money, so that whoever started the server has agreed to what that allows. */
  readonly isInMoney: boolean;
  /**
   * Runs work within what is left, and no other beside it, so that none spends what the other counts on. Whatever the work
   * ends in, it calls `charge` with what was sent.
   */
  within<T>(
    asked: Limits,
    work: (left: Spending, charge: (spent: Spending) => void) => Promise<T>,
  ): Promise<T>;
}

/** `within` throws `UserError` where nothing is left. */
export function serverBudget(limit: Spending): ServerBudget {
  let left = limit;
  let last: Promise<unknown> = Promise.resolve();
  const charge = ({ calls, usd }: Spending) => {
    left = { calls: left.calls - calls, usd: left.usd === null ? null : left.usd - (usd ?? 0) };
  };
  const isUsedUp = () => left.calls <= 0 || (left.usd !== null && left.usd <= 0);
  const money = limit.usd === null ? '' : `, $${limit.usd}`;
  return {
    isInMoney: limit.usd !== null,
    within(asked, work) {
      const done = last.then(() => {
        if (isUsedUp())
          throw new UserError(
            `The budget of this server is used up (${limit.calls} calls${money}). Start it again with a larger --budget-calls or --budget-usd.`,
          );
        return work(least(left, asked), charge);
      });
      last = done.catch(() => undefined);
      return done;
    },
  };
}

/** Null and absent: no limit. */
export interface Limits {
  readonly calls?: number | null;
  readonly usd?: number | null;
}

/** The tightest limit of each kind. */
export function least(...limits: readonly Limits[]): Spending {
  const usd = Math.min(...limits.map((limit) => limit.usd ?? Infinity));
  return {
    calls: Math.min(...limits.map(({ calls }) => calls ?? Infinity)),
    usd: Number.isFinite(usd) ? usd : null,
  };
}
