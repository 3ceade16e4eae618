/** The machine as Node sees it: the user's, or the remote one that the extension host runs on. */

import type { Endpoint } from '../core/index.js';
import { TRIAL_MODEL, type ChosenModel } from '../node/chooseModel.js';
import { openEndpoint, openJudge, TRIAL_CONCURRENCY } from '../node/endpoint.js';
import { trialModelHost, type TrialModelHost } from '../node/trialModelHost.js';
import { trialModelInstalled } from '../node/trialModel/install.js';
import { TRIAL_MODEL_ID } from '../node/trialModel/server.js';
import type { EndpointQuestion, FoundEndpoint, Platform, ProxySettings } from './platform.js';
import {
  endpointAtAddress,
  modelChoices,
  recordedEndpoint,
  sharedPlatform,
  type MachineOptions,
} from './sharedPlatform.js';

/** `trialModelFolder`: the extension's own storage. `readProxy`: the editor's proxy, read anew for each endpoint. */
export function openPlatform(
  trialModelFolder: string,
  readProxy: () => ProxySettings | undefined,
): Platform {
  const ending = new AbortController();
  const machine = { env: process.env, readProxy };
  const trial = { folder: trialModelFolder, signal: ending.signal };
  const finder = new EndpointFinder(machine, trial);
  return {
    ...sharedPlatform(machine),
    findModels: async (place) => ({
      choices: await modelChoices(place),
      trialInstalled: await trialModelInstalled(trialModelFolder),
    }),
    findEndpoint: (question) => finder.find(question),
    async dispose() {
      ending.abort();
      await finder.stop();
    },
  };
}

/** Finds what answers, and looks after the trial model. */
class EndpointFinder {
  readonly #machine: MachineOptions;
  readonly #trial: TrialModelHost;
  #trialSays: (text: string) => void = () => undefined;

  constructor(machine: MachineOptions, own: { folder: string; signal: AbortSignal }) {
    this.#machine = machine;
    this.#trial = trialModelHost({ say: (text) => this.#trialSays(text), ...own });
  }

  stop(): Promise<void> {
    return this.#trial.stop();
  }

  async find(question: EndpointQuestion): Promise<FoundEndpoint> {
    const { choice, place, concurrency, say } = question;
    if (choice?.kind === 'recorded') return recordedEndpoint(place);
    const machine = { ...this.#machine, trial: this.#trial };
    const { chosen, how, judgedHere, found } = await endpointAtAddress(question, machine);
    if (found) return found;
    this.#trialSays = say;
    const judge = await openJudge(chosen, how);
    const endpoint = { ...this.#trialEndpoint(chosen, concurrency), ...judge };
    return { endpoint, local: judgedHere, note: chosen.note };
  }

  /** Installs and starts the model with the first call, so that a plan can be shown before anything is downloaded. */
  #trialEndpoint(chosen: ChosenModel, concurrency: number | null): Endpoint {
    let opened: Promise<Endpoint> | null = null;
    const open = () => openEndpoint(chosen, { concurrency, stream: true, trial: this.#trial });
    return {
      provider: {
        id: TRIAL_MODEL,
        recorded: false,
        async complete(request, context) {
          opened ??= open();
          const { provider } = await unlessAborted(opened, context.signal);
          return provider.complete(request, context);
        },
      },
      model: TRIAL_MODEL_ID,
      price: { input: 0, output: 0 },
      concurrency: concurrency ?? TRIAL_CONCURRENCY,
      recordedAt: null,
    };
  }
}

/** A download goes on for the next run; the one that was cancelled does not wait for it. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
