/** The machine as Node sees it. The only file of the extension that knows `src/node`. */

import { join, relative, resolve, sep } from 'node:path';
import type { Endpoint } from '../core/index.js';
import { checkModel, listedModels } from '../node/checkModel.js';
import { TRIAL_MODEL, type ChosenModel } from '../node/chooseModel.js';
import {
  modelsFor,
  openEndpoint,
  openJudge,
  openRecording,
  TRIAL_CONCURRENCY,
} from '../node/endpoint.js';
import { trialModelHost, type TrialModelHost } from '../node/trialModelHost.js';
import { trialModelInstalled } from '../node/trialModel/install.js';
import { TRIAL_MODEL_ID } from '../node/trialModel/server.js';
import { isThisMachine } from '../node/localHost.js';
import { findLocalServers } from '../node/localServers.js';
import { openStore } from '../node/promptStore.js';
import { keptFilesOf, moveKept } from '../node/movePrompt.js';
import { PromptLibrary } from '../node/promptLibrary.js';
import { reportedEntries } from '../node/reportedEntries.js';
import { surroundingsOf } from '../node/surroundings.js';
import { workspaceFinder, type Workspace } from '../node/workspace.js';
import type {
  EndpointQuestion,
  FoundEndpoint,
  ModelChoice,
  PromptPlace,
  Platform,
  ProxySettings,
} from './platform.js';

/** `trialModelFolder`: the extension's own storage. `readProxy`: the editor's proxy, read anew for each endpoint. */
export function desktopPlatform(
  trialModelFolder: string,
  readProxy: () => ProxySettings | undefined,
): Platform {
  const ending = new AbortController();
  const find = workspaceFinder();
  const finder = new EndpointFinder({ folder: trialModelFolder, signal: ending.signal, readProxy });
  return {
    async placeOf(file) {
      const { root, config, trouble, pathOf } = await find(file);
      return { root, path: pathOf(file), file, config, trouble };
    },
    surroundings: async ({ root }, trusted) => surroundingsOf(root, { trusted }),
    async openLibrary(folder, { trusted, say }) {
      const workspace = await find(join(folder, 'plumbline.yml'));
      const library = new PromptLibrary(workspace, { trusted, say, find });
      return {
        root: workspace.root,
        config: workspace.config,
        entries: () => library.entries(),
        scan: (files) => library.scan(files.map(workspace.pathOf)),
        update: (file) => library.update(workspace.pathOf(file)),
        reported: () => reportedEntries(library.entries(), workspace.root),
      };
    },
    moveKept,
    keptFilesOf,
    store: async (place, warn) => openStore(workspaceAt(place), place.path, warn),
    environment: async (name) => process.env[name] ?? null,
    listModels: (endpoint) => listedModels(endpoint, readProxy()),
    checkModel: (endpoint, signal) => checkModel(endpoint, { signal, proxy: readProxy() }),
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

/** Models of `plumbline.yml` and of servers on this machine. */
async function modelChoices(place: PromptPlace | null): Promise<ModelChoice[]> {
  const configured = Object.entries(place?.config.models ?? {}).map(
    ([alias, { model }]): ModelChoice => ({
      kind: 'configured',
      label: `${alias} (${model})`,
      model: alias,
    }),
  );
  const servers = (await findLocalServers()).flatMap(({ name, baseUrl, models }) =>
    models.map((model): ModelChoice => ({
      kind: 'server',
      label: `${model} (${name})`,
      model,
      baseUrl,
    })),
  );
  return [...configured, ...servers];
}

interface FinderOptions {
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly readProxy: () => ProxySettings | undefined;
}

/** Finds what answers, and looks after the trial model. */
class EndpointFinder {
  readonly #trial: TrialModelHost;
  readonly #readProxy: FinderOptions['readProxy'];
  #trialSays: (text: string) => void = () => undefined;

  constructor({ folder, signal, readProxy }: FinderOptions) {
    this.#trial = trialModelHost({ say: (text) => this.#trialSays(text), signal, folder });
    this.#readProxy = readProxy;
  }

  stop(): Promise<void> {
    return this.#trial.stop();
  }

  async find(question: EndpointQuestion): Promise<FoundEndpoint> {
    const { choice, prompt, place, concurrency, keys, say } = question;
    if (choice?.kind === 'recorded') {
      const endpoint = await openRecording(workspaceAt(place), place.path);
      return { endpoint, local: true, note: null };
    }
    const asked = choice
      ? { model: choice.model, ...(choice.baseUrl ? { baseUrl: choice.baseUrl } : {}) }
      : {};
    const env = { ...process.env, ...keys };
    const proxy = this.#readProxy();
    const how = { concurrency, stream: true, trial: this.#trial, proxy };
    const [chosen] = await modelsFor(asked, prompt, { config: place.config, env, proxy });
    if (!chosen) throw new Error('no model was chosen and nothing was thrown');
    const judgedBy = chosen.judge?.baseUrl ?? null;
    const judgedHere = judgedBy === null || isThisMachine(judgedBy);
    if (chosen.baseUrl !== null) {
      const endpoint = await openEndpoint(chosen, how);
      return { endpoint, local: isThisMachine(chosen.baseUrl) && judgedHere, note: chosen.note };
    }
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

const workspaceAt = ({ root, config }: PromptPlace): Workspace => ({
  root,
  config,
  pathOf: (path) => relative(root, resolve(path)).split(sep).join('/'),
});
