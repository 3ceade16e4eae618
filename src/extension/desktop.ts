/** The machine as Node sees it. The only file of the extension that knows `src/node`. */

import { join, relative, resolve, sep } from 'node:path';
import { systemClock } from '../node/systemClock.js';
import type { Endpoint } from '../core/index.js';
import { TRIAL_MODEL, type ChosenModel } from '../node/chooseModel.js';
import {
  modelsFor,
  openEndpoint,
  openJudge,
  openRecording,
  TRIAL_CONCURRENCY,
  trialModelHost,
} from '../node/endpoint.js';
import { trialModelInstalled } from '../node/trialModel/install.js';
import { TRIAL_MODEL_ID } from '../node/trialModel/server.js';
import { findLocalServers } from '../node/localServers.js';
import {
  beginJournal,
  findJournal,
  keepInfluence,
  keepReport,
  openCacheFor,
  readHistory,
  readInfluence,
  readKeptReport,
} from '../node/runFiles.js';
import { moveKept } from '../node/movePrompt.js';
import { PromptLibrary } from '../node/promptLibrary.js';
import { surroundingsOf } from '../node/surroundings.js';
import {
  casesFile,
  exists,
  findWorkspace,
  readFrozen,
  readText,
  recordingFile,
  variantsFile,
  writeText,
  type Workspace,
} from '../node/workspace.js';
import type { EndpointQuestion, FoundEndpoint, ModelChoice, Place, Platform } from './platform.js';

/** `trialModelFolder`: the extension's own storage. */
export function desktopPlatform(trialModelFolder: string): Platform {
  const ending = new AbortController();
  let trialSays: (text: string) => void = () => undefined;
  const trial = trialModelHost({
    say: (text) => trialSays(text),
    signal: ending.signal,
    folder: trialModelFolder,
  });

  const findEndpoint = async (question: EndpointQuestion): Promise<FoundEndpoint> => {
    const { choice, prompt, place, concurrency, keys, say } = question;
    if (choice?.kind === 'recorded') {
      const endpoint = await openRecording(workspaceAt(place), place.path);
      return { endpoint, local: true, note: null };
    }
    const asked = choice
      ? { model: choice.model, ...(choice.baseUrl ? { baseUrl: choice.baseUrl } : {}) }
      : {};
    const env = { ...process.env, ...keys };
    const [chosen] = await modelsFor(asked, prompt, { config: place.config, env });
    if (!chosen) throw new Error('no model was chosen and nothing was thrown');
    const judgedBy = chosen.judge?.baseUrl ?? null;
    const judgedHere = judgedBy === null || isLocal(judgedBy);
    if (chosen.baseUrl !== null) {
      const endpoint = await openEndpoint(chosen, { concurrency, stream: true, trial });
      return { endpoint, local: isLocal(chosen.baseUrl) && judgedHere, note: chosen.note };
    }
    trialSays = say;
    const judge = await openJudge(chosen, { concurrency, stream: true, trial });
    const endpoint = { ...trialEndpoint(chosen, concurrency), ...judge };
    return { endpoint, local: judgedHere, note: chosen.note };
  };

  /** Installs and starts the model with the first call, so that a plan can be shown before anything is downloaded. */
  const trialEndpoint = (chosen: ChosenModel, concurrency: number | null): Endpoint => {
    let opened: Promise<Endpoint> | null = null;
    return {
      provider: {
        id: TRIAL_MODEL,
        recorded: false,
        async complete(request, context) {
          opened ??= openEndpoint(chosen, { concurrency, stream: true, trial });
          const { provider } = await unlessAborted(opened, context.signal);
          return provider.complete(request, context);
        },
      },
      model: TRIAL_MODEL_ID,
      price: { input: 0, output: 0 },
      concurrency: concurrency ?? TRIAL_CONCURRENCY,
      recordedAt: null,
    };
  };

  return {
    clock: async () => systemClock,
    async placeOf(file) {
      const workspace = await findWorkspace(file);
      return { root: workspace.root, path: workspace.pathOf(file), file, config: workspace.config };
    },
    surroundings: async ({ root }, trusted) => surroundingsOf(root, { trusted }),
    async openLibrary(folder, { trusted, say }) {
      const workspace = await findWorkspace(join(folder, 'plumbline.yml'));
      const library = new PromptLibrary(workspace, { trusted, say });
      return {
        root: workspace.root,
        config: workspace.config,
        entries: () => library.entries(),
        scan: (files) => library.scan(files.map(workspace.pathOf)),
        update: (file) => library.update(workspace.pathOf(file)),
      };
    },
    async moveKept(from, to) {
      const workspace = await findWorkspace(to);
      await moveKept(workspace, workspace.pathOf(from), workspace.pathOf(to));
    },
    async readFrozen(place) {
      const workspace = workspaceAt(place);
      const frozen = await readFrozen(workspace, place.path);
      const text = await readText(variantsFile(workspace, place.path));
      return frozen && text !== null ? { text, frozen } : null;
    },
    writeFrozen: (place, text) => writeText(variantsFile(workspaceAt(place), place.path), text),
    variantsFile: async (place) => variantsFile(workspaceAt(place), place.path),
    async promptOfVariantsFile(file) {
      const match = /^(.*)[/\\]\.plumbline[/\\]variants[/\\](.+)\.yml$/.exec(file);
      const prompt = match ? resolve(match[1] as string, match[2] as string) : null;
      return prompt !== null && (await exists(prompt)) ? prompt : null;
    },
    openCache: (place, say) => openCacheFor(workspaceAt(place), place.path, say),
    beginJournal: (place, plan, how) => beginJournal(workspaceAt(place), plan, how),
    findJournal: (place, fingerprint, say) =>
      findJournal(workspaceAt(place), { prompt: place.path, fingerprint }, say),
    history: (place) => readHistory(workspaceAt(place), place.path),
    readReport: (place, run) => readKeptReport(workspaceAt(place), place.path, run),
    keepReport: (place, report, say) => keepReport(workspaceAt(place), report, say),
    readCases: (place) => readText(casesFile(workspaceAt(place), place.path)),
    writeCases: (place, text) => writeText(casesFile(workspaceAt(place), place.path), text),
    readInfluence: (place) => readInfluence(workspaceAt(place), place.path),
    keepInfluence: (place, influence, say) => keepInfluence(workspaceAt(place), influence, say),
    hasRecording: (place) => exists(recordingFile(workspaceAt(place), place.path)),
    async findModels(place) {
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
    },
    findEndpoint,
    trialModelInstalled: () => trialModelInstalled(trialModelFolder),
    async dispose() {
      ending.abort();
      await trial.stop();
    },
  };
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

const workspaceAt = ({ root, config }: Place): Workspace => ({
  root,
  config,
  pathOf: (path) => relative(root, resolve(path)).split(sep).join('/'),
});

const isLocal = (baseUrl: string) => /^(localhost|127\.|\[::1\])/.test(new URL(baseUrl).host);
