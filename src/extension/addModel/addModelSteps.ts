/** Adding a model step by step, whoever asks: provider, address, key, model, check. A person may stop at each. */

import { isUserError, type ProviderError } from '../../core/errors.js';
import type { Capabilities, KnownProvider, NewModel } from '../../core/index.js';
import { say } from '../say.js';

/** An endpoint under way to become a model. */
export interface Address {
  readonly baseUrl: string;
  /** The name of its key; null where none is sent. */
  readonly key: string | null;
}

/** What a person is asked. Null: they would rather not go on. */
export interface AddModelQuestions {
  provider(): Promise<KnownProvider | null>;
  baseUrl(provider: KnownProvider): Promise<string | null>;
  /** `refused`: what the endpoint said of the key before. An empty one sends none, where none is required. */
  key(name: string, how: { refused: string | null; required: boolean }): Promise<string | null>;
  /** `listed` may be empty, then `why` says so, and a name is typed. */
  model(listed: readonly string[], why: string | null): Promise<string | null>;
  /** After the check: add it, or select another. */
  decide(model: string, found: Capabilities): Promise<'add' | 'another' | null>;
}

/** What can be done for them. `ProviderError` says why something cannot. */
export interface AddModelTools {
  knowsKey(name: string): Promise<boolean>;
  keepKey(name: string, key: string): Promise<void>;
  listModels(address: Address): Promise<readonly string[]>;
  check(address: Address, model: string): Promise<Capabilities>;
  keyNameFor(baseUrl: string): string;
}

/** The model as it will stand in `plumbline.yml`; null where the person stopped. A key is kept under its name on the way. */
export async function stepsToModel(
  ask: AddModelQuestions,
  tools: AddModelTools,
): Promise<NewModel | null> {
  const provider = await ask.provider();
  const baseUrl = provider && (provider.baseUrl ?? (await ask.baseUrl(provider)));
  if (!provider || baseUrl === null) return null;
  const reached = await reach({ provider, baseUrl }, ask, tools);
  if (!reached) return null;
  const { address, listed, why } = reached;
  const apiKey = address.key === null ? {} : { apiKey: { env: address.key } };
  for (;;) {
    const model = await ask.model(listed, why);
    if (model === null) return null;
    const found = await tools.check(address, model);
    const decision = await ask.decide(model, found);
    if (decision === null) return null;
    const api = found.api && { api: found.api };
    if (decision === 'add') return { baseUrl, model, ...api, ...apiKey };
  }
}

interface Reached {
  readonly address: Address;
  readonly listed: readonly string[];
  /** Why nothing is listed. */
  readonly why: string | null;
}

/** With a key that the endpoint takes, as far as listing its models tells. */
async function reach(
  { provider, baseUrl }: { provider: KnownProvider; baseUrl: string },
  ask: AddModelQuestions,
  tools: AddModelTools,
): Promise<Reached | null> {
  const isOwn = provider.baseUrl === null && provider.key === null;
  const name = provider.key ?? (isOwn ? tools.keyNameFor(baseUrl) : null);
  let key = name !== null && (await tools.knowsKey(name)) ? name : null;
  let refused: string | null = null;
  for (;;) {
    if (name !== null && key === null && (provider.key !== null || refused !== null)) {
      const given = await ask.key(name, { refused, required: provider.key !== null });
      if (given === null) return null;
      if (given !== '') {
        await tools.keepKey(name, given);
        key = name;
      }
    }
    const address = { baseUrl, key };
    try {
      return { address, listed: await tools.listModels(address), why: null };
    } catch (error) {
      if (!isProviderError(error)) throw error;
      const isKey = error.failure === 'unauthorised' && name !== null;
      if (!isKey) return { address, listed: [], why: error.sentence(say) };
      refused = error.sentence(say);
      key = null;
    }
  }
}

/** By its name: each bundle has a copy of the class. */
const isProviderError = (error: unknown): error is ProviderError =>
  isUserError(error) && error.name === 'ProviderError';
