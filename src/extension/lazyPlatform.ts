/** The platform, loaded when something is first asked of it: activation stays light. */

import type { ExtensionContext } from 'vscode';
import type { Platform } from './platform.js';
import { readProxy } from './settings.js';

export function lazyPlatform({ globalStorageUri }: ExtensionContext): Platform {
  let loaded: Promise<Platform> | null = null;
  const load = () =>
    (loaded ??= import('./desktop.js').then(({ openPlatform }) =>
      openPlatform(`${globalStorageUri.fsPath}/trial-model`, readProxy),
    ));
  return {
    placeOf: async (file) => (await load()).placeOf(file),
    surroundings: async (place, trusted) => (await load()).surroundings(place, trusted),
    openLibrary: async (folder, options) => (await load()).openLibrary(folder, options),
    moveKept: async (from, to) => (await load()).moveKept(from, to),
    keptFilesOf: async (file) => (await load()).keptFilesOf(file),
    store: async (place, warn) => (await load()).store(place, warn),
    environment: async (name) => (await load()).environment(name),
    listModels: async (endpoint) => (await load()).listModels(endpoint),
    checkModel: async (endpoint, signal) => (await load()).checkModel(endpoint, signal),
    findModels: async (place) => (await load()).findModels(place),
    findEndpoint: async (question) => (await load()).findEndpoint(question),
    dispose: async () => (await loaded)?.dispose(),
  };
}
