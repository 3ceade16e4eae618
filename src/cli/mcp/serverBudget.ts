import { UserError } from '../../core/errors.js';

export interface Spending {
  readonly calls: number;
  /** US dollars; null: no limit, or not known. */
  readonly usd: number | null;
}

/** What all tests of a server may take together. An agent may ask for less, never for more. */
export interface ServerBudget {
  /** Runs work within what is left, and no other beside it, so that none spends what the other counts on. */
  within<T>(asked: Partial<Spending>, work: (left: Spending) => Promise<[T, Spending]>): Promise<T>;
}

/** `within` throws `UserError` where nothing is left. */
export function serverBudget(limit: Spending): ServerBudget {
  let left = limit;
  let last: Promise<unknown> = Promise.resolve();
  const spend = async <T>(
    asked: Partial<Spending>,
    work: (left: Spending) => Promise<[T, Spending]>,
  ): Promise<T> => {
    if (left.calls <= 0 || (left.usd !== null && left.usd <= 0))
      throw new UserError(
        `The budget of this server is used up (${limit.calls} calls${limit.usd === null ? '' : `, $${limit.usd}`}). Start it again with a larger --budget-calls or --budget-usd.`,
      );
    const usd = Math.min(left.usd ?? Infinity, asked.usd ?? Infinity);
    const [result, spent] = await work({
      calls: Math.min(left.calls, asked.calls ?? Infinity),
      usd: Number.isFinite(usd) ? usd : null,
    });
    left = {
      calls: left.calls - spent.calls,
      usd: left.usd === null ? null : left.usd - (spent.usd ?? 0),
    };
    return result;
  };
  return {
    within(asked, work) {
      const done = last.then(() => spend(asked, work));
      last = done.catch(() => undefined);
      return done;
    },
  };
}
