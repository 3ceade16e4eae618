/** Whether a model of `plumbline.yml` can be asked, as far as that is known without asking it. */

import type { Config } from '../core/index.js';

export type ConfiguredModel = NonNullable<Config['models']>[string];

/** `no-key`: its key is neither in the environment nor stored; `not-running`: its server on this machine does not answer. */
export type ModelState = 'ready' | 'no-key' | 'not-running';

export interface StatePorts {
  knowsKey(name: string): Promise<boolean>;
  /** Whether something answers at the address: asked of this machine only, since others may count it as use. */
  answers(baseUrl: string): Promise<boolean>;
}

export async function stateOfModel(
  { baseUrl, apiKey }: ConfiguredModel,
  { knowsKey, answers }: StatePorts,
): Promise<ModelState> {
  if (apiKey && !(await knowsKey(apiKey.env))) return 'no-key';
  return !isLocal(baseUrl) || (await answers(baseUrl)) ? 'ready' : 'not-running';
}

const isLocal = (baseUrl: string): boolean =>
  URL.canParse(baseUrl) &&
  /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(baseUrl).hostname);
