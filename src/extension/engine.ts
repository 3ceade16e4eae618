/** The engine, loaded with its first use: activation needs neither a parser nor a model client. */

import type * as Core from '../core/index.js';

export type Engine = typeof Core;

export const engine = (): Promise<Engine> => import('../core/index.js');
