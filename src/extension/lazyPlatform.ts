/** The desktop platform, loaded when something is first asked of it: activation stays light. */

import type { ExtensionContext } from 'vscode';
import type { Platform } from './platform.js';

export function lazyPlatform({ globalStorageUri }: ExtensionContext): Platform {
  let loaded: Promise<Platform> | null = null;
  const load = () =>
    (loaded ??= import('./desktop.js').then(({ desktopPlatform }) =>
      desktopPlatform(`${globalStorageUri.fsPath}/trial-model`),
    ));
  return {
    clock: async () => (await load()).clock(),
    placeOf: async (file) => (await load()).placeOf(file),
    surroundings: async (place, trusted) => (await load()).surroundings(place, trusted),
    openLibrary: async (folder, options) => (await load()).openLibrary(folder, options),
    moveKept: async (from, to) => (await load()).moveKept(from, to),
    readFrozen: async (place) => (await load()).readFrozen(place),
    writeFrozen: async (place, text) => (await load()).writeFrozen(place, text),
    variantsFile: async (place) => (await load()).variantsFile(place),
    promptOfVariantsFile: async (file) => (await load()).promptOfVariantsFile(file),
    openCache: async (place, say) => (await load()).openCache(place, say),
    beginJournal: async (place, plan, how) => (await load()).beginJournal(place, plan, how),
    findJournal: async (place, print, say) => (await load()).findJournal(place, print, say),
    history: async (place) => (await load()).history(place),
    readReport: async (place, run) => (await load()).readReport(place, run),
    keepReport: async (place, report, say) => (await load()).keepReport(place, report, say),
    readCases: async (place) => (await load()).readCases(place),
    writeCases: async (place, text) => (await load()).writeCases(place, text),
    readInfluence: async (place) => (await load()).readInfluence(place),
    keepInfluence: async (place, found, say) => (await load()).keepInfluence(place, found, say),
    hasRecording: async (place) => (await load()).hasRecording(place),
    findModels: async (place) => (await load()).findModels(place),
    trialModelInstalled: async () => (await load()).trialModelInstalled(),
    findEndpoint: async (question) => (await load()).findEndpoint(question),
    dispose: async () => (await loaded)?.dispose(),
  };
}
