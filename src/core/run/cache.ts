/** Answers that were paid for once. An answer serves only the same request in the same repeat. */

import type { ChatRequest, Completion } from '../ports/model.js';
import type { AppendLog } from '../ports/store.js';
import { hash } from '../text/hash.js';
import { completionSchema } from './outcomeSchema.js';
import { sealed, unsealed } from './sealedLine.js';

export interface Cache {
  has(key: string): boolean;
  get(key: string): Completion | null;
  put(key: string, completion: Completion): Promise<void>;
}

export function cacheKey(providerId: string, request: ChatRequest, repeat: number): string {
  return hash(JSON.stringify([providerId, request, repeat])).slice(0, 32);
}

export const CACHE_KEY_LENGTH = 32;

/** Lines are `<key> <answer as JSON>`: a key is found without parsing any answer. */
export async function openCache(log: AppendLog): Promise<Cache> {
  const answers = new Map<string, string>();
  for (const line of await log.read())
    answers.set(line.slice(0, CACHE_KEY_LENGTH), line.slice(CACHE_KEY_LENGTH + 1));
  return {
    has: (key) => answers.has(key),
    get(key) {
      const answer = answers.get(key);
      // A line that is not the whole answer that was written is none: the call is made again.
      return answer === undefined
        ? null
        : (completionSchema.safeParse(unsealed(answer)).data ?? null);
    },
    async put(key, completion) {
      const answer = sealed(completion);
      answers.set(key, answer);
      await log.append(`${key} ${answer}`);
    },
  };
}
