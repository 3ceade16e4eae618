/**
 * Answers that were paid for once, found by what was asked: the same request in the same repeat, from whatever prompt or host.
 * A line is `<key> <day> <answer as JSON>`, so that it is found, and its age told, without parsing any answer.
 */

import type { ChatRequest, Completion } from '../ports/model.js';
import type { KeyedLines } from '../ports/store.js';
import { hash } from '../text/hash.js';
import { completionSchema } from './outcomeSchema.js';
import { sealed, unsealed } from './sealedLine.js';

/** One call, as far as its answer depends on it. */
export interface CachedCall {
  readonly provider: string;
  readonly request: ChatRequest;
  readonly repeat: number;
}

export interface Cache {
  has(call: CachedCall): Promise<boolean>;
  get(call: CachedCall): Promise<Completion | null>;
  put(call: CachedCall, completion: Completion): Promise<void>;
}

export const CACHE_KEY_LENGTH = 32;
/** Of a key, a day and a space after each. */
export const CACHE_PREFIX_LENGTH = CACHE_KEY_LENGTH + 1 + '2026-01-01 '.length;

const keyOf = ({ provider, request, repeat }: CachedCall): string =>
  hash(JSON.stringify([provider, request, repeat])).slice(0, CACHE_KEY_LENGTH);

/** `linesOf`: where the answers of one model are kept. `today`: as `2026-11-27`. */
export function openCache(
  linesOf: (provider: string, model: string) => KeyedLines,
  today: () => string,
): Cache {
  const linesFor = ({ provider, request }: CachedCall) => linesOf(provider, request.model);
  return {
    has: (call) => linesFor(call).has(keyOf(call)),
    async get(call) {
      const line = await linesFor(call).read(keyOf(call));
      // A line that is not the whole answer that was written is none: the call is made again.
      const answer = line?.slice(CACHE_PREFIX_LENGTH - CACHE_KEY_LENGTH - 1);
      return answer === undefined
        ? null
        : (completionSchema.safeParse(unsealed(answer)).data ?? null);
    },
    put: (call, completion) =>
      linesFor(call).append(keyOf(call), `${today()} ${sealed(completion)}`),
  };
}
