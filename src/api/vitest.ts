/** `import 'plumbline/vitest'` in a setup file: the matchers, with their types. */

import { expect } from 'vitest';
import { matchers, type RobustOptions } from './matchers.js';
import type { EvaluateOptions } from './options.js';

declare module 'vitest' {
  // The names of Vitest's own parameters, which a declaration beside it has to repeat.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- declared as there
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** The whole interval of the wording effect is at most `maxEffect`, 0.05 unless told. Inconclusive fails, with `.not` too. */
    toBeRobust(options?: RobustOptions): Promise<Awaited<R>>;
    /** The gates of the prompt pass. Inconclusive fails, with `.not` too. */
    toPassGates(options?: EvaluateOptions): Promise<Awaited<R>>;
  }
}

expect.extend(matchers);
