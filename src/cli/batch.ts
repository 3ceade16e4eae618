/** What the commands of `plumbline batch` share. */

import { UserError } from '../core/errors.js';
import type { TestOptions } from './testContext.js';
import { worded } from '../core/say/worded.js';

/** Nothing is cached, nothing ends early: a batch is answered as a whole. */
export const asWhole = (options: Record<string, unknown>): TestOptions => ({
  ...(options as unknown as TestOptions),
  ...{ stopEarly: false, cache: false, stream: false },
});

/** Throws `UserError` where several models are to be tested. */
export function oneOf<T>(endpoints: readonly T[]): readonly [T] {
  const [first] = endpoints;
  if (endpoints.length !== 1 || first === undefined)
    throw new UserError(worded`A batch is for one model: name it with --model.`);
  return [first];
}
