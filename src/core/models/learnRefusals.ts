/** Sends a request, again without a field the endpoint refuses, and finds out whether that field was the reason. */

import { ProviderError } from '../errors.js';
import type { Completion } from '../ports/model.js';

export interface Refusals {
  /** Fields known to be refused. */
  readonly names: ReadonlySet<string>;
  add(name: string): void;
}

export interface Sent {
  readonly result: { readonly completion: Completion } | { readonly error: ProviderError };
  readonly requests: number;
  /** Fields that were found to be refused. */
  readonly learned: readonly string[];
}

/**
 * A field counts as refused when the request without it succeeds, or fails for another reason. Where it fails in the same
 * words, the field was not what they are about: nothing is learned and nothing further tried, unless the endpoint named no field
 * and the next one may be it. `guesses`: whether to try at all where the endpoint says no more than that the request is bad.
 * `send` throws what it throws, apart from `ProviderError`s.
 */
export async function sendLearning(
  send: (omit: ReadonlySet<string>) => Promise<Completion>,
  refused: Refusals,
  { guesses }: { guesses: boolean },
): Promise<Sent> {
  const learned: string[] = [];
  const leftOut = new Set<string>();
  /** The field left out last, and the refusal it was left out for, until it is known to be the reason. */
  const pending: { field: { readonly name: string; readonly of: ProviderError } | null } = {
    field: null,
  };
  const confirm = () => {
    if (pending.field) {
      refused.add(pending.field.name);
      learned.push(pending.field.name);
    }
    pending.field = null;
  };
  for (let requests = 1; ; requests++) {
    const omit: ReadonlySet<string> = new Set([...refused.names, ...leftOut]);
    try {
      const completion = await send(omit);
      confirm();
      return { result: { completion }, requests, learned };
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      const before = pending.field?.of ?? null;
      const isSame = before !== null && saysTheSame(before, error);
      if (!isSame && !error.retryable) confirm();
      const name = error.parameter;
      const isWorthIt =
        name !== null && !omit.has(name) && (guesses || error.failure !== 'bad-request');
      if (!isWorthIt || (isSame && !before.isGuess))
        return { result: { error }, requests, learned };
      leftOut.add(name);
      pending.field = { name, of: error };
    }
  }
}

/** Ids and counts in the words of an error change with each request. */
const withoutNumbers = (said: string) => said.replace(/\b(?=\w*\d)\w+\b/g, '#');

const saysTheSame = (a: ProviderError, b: ProviderError): boolean =>
  a.said !== null &&
  b.said !== null &&
  a.status === b.status &&
  withoutNumbers(a.said) === withoutNumbers(b.said);
