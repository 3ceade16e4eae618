/** What the machine provides in every host: files, and models at an address. Beside `desktop.ts` the only file of the extension that knows `src/node`. */

import { join, relative, resolve, sep } from 'node:path';
import { checkModel, listedModels } from '../node/checkModel.js';
import type { ChosenModel } from '../node/chooseModel.js';
import { modelsFor, openEndpoint, openRecording, type OpenHow } from '../node/endpoint.js';
import { isThisMachine } from '../node/localHost.js';
import { findLocalServers } from '../node/localServers.js';
import { keptFilesOf, moveKept } from '../node/movePrompt.js';
import { PromptLibrary } from '../node/promptLibrary.js';
import { openStore } from '../node/promptStore.js';
import { reportedEntries } from '../node/reportedEntries.js';
import { surroundingsOf } from '../node/surroundings.js';
import type { TrialModelHost } from '../node/trialModelHost.js';
import { workspaceFinder, type Workspace } from '../node/workspace.js';
import type {
  EndpointQuestion,
  FoundEndpoint,
  ModelChoice,
  Platform,
  PromptPlace,
  ProxySettings,
} from './platform.js';

export interface MachineOptions {
  /** Variables of the environment, by name. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The editor's proxy, read anew for each endpoint. */
  readonly readProxy: () => ProxySettings | undefined;
}

type Shared = Omit<Platform, 'findModels' | 'findEndpoint' | 'dispose'>;

export function sharedPlatform({ env, readProxy }: MachineOptions): Shared {
  const find = workspaceFinder();
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
    environment: async (name) => env[name] ?? null,
    listModels: (endpoint) => listedModels(endpoint, { proxy: readProxy() }),
    checkModel: (endpoint, signal) => checkModel(endpoint, { signal, proxy: readProxy() }),
  };
}

/** Models of `plumbline.yml` and of servers on this machine. */
export async function modelChoices(place: PromptPlace | null): Promise<ModelChoice[]> {
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

/** What was chosen, with the endpoint where it has an address; null where it is the trial model. */
export async function endpointAtAddress(
  { choice, prompt, place, concurrency, keys }: EndpointQuestion,
  { env, readProxy, trial }: MachineOptions & { readonly trial: TrialModelHost },
): Promise<{
  chosen: ChosenModel;
  how: OpenHow;
  judgedHere: boolean;
  found: FoundEndpoint | null;
}> {
  const asked = choice
    ? { model: choice.model, ...(choice.baseUrl ? { baseUrl: choice.baseUrl } : {}) }
    : {};
  const proxy = readProxy();
  const how = { concurrency, stream: true, trial, proxy };
  const own = { config: place.config, env: { ...env, ...keys }, proxy };
  const [chosen] = await modelsFor(asked, prompt, own);
  if (!chosen) throw new Error('no model was chosen and nothing was thrown');
  const judgedBy = chosen.judge?.baseUrl ?? null;
  const judgedHere = judgedBy === null || isThisMachine(judgedBy);
  if (chosen.baseUrl === null) return { chosen, how, judgedHere, found: null };
  const endpoint = await openEndpoint(chosen, how);
  const local = isThisMachine(chosen.baseUrl) && judgedHere;
  return { chosen, how, judgedHere, found: { endpoint, local, note: chosen.note } };
}

export const recordedEndpoint = async (place: PromptPlace): Promise<FoundEndpoint> => ({
  endpoint: await openRecording(workspaceAt(place), place.path),
  ...{ local: true, note: null },
});

const workspaceAt = ({ root, config }: PromptPlace): Workspace => ({
  root,
  config,
  pathOf: (path) => relative(root, resolve(path)).split(sep).join('/'),
});
