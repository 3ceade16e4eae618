/**
 * The machine as a browser shows it: files of the workspace wherever they are kept, servers that allow it, and nothing that
 * would have to be started. What it has of `src/node` is built on the files of this folder.
 */

import { UserError } from '../core/errors.js';
import type { Platform } from '../extension/platform.js';
import {
  endpointAtAddress,
  modelChoices,
  recordedEndpoint,
  sharedPlatform,
} from '../extension/sharedPlatform.js';
import type { TrialModelHost } from '../node/trialModelHost.js';
import { worded } from '../core/say/worded.js';

/** A browser shows no environment, and goes through its own proxy. */
const MACHINE = { env: {}, readProxy: () => undefined };

export const openPlatform = (): Platform => ({
  ...sharedPlatform(MACHINE),
  findModels: async (place) => ({ choices: await modelChoices(place), trialInstalled: false }),
  async findEndpoint(question) {
    if (question.choice?.kind === 'recorded') return recordedEndpoint(question.place);
    const { found } = await endpointAtAddress(question, { ...MACHINE, trial: NO_TRIAL_MODEL });
    return found ?? noTrialModel();
  },
  dispose: () => Promise.resolve(),
});

const noTrialModel = (): never => {
  throw new UserError(
    worded`The trial model runs on this machine, which a browser cannot do. Select another model.`,
  );
};

const NO_TRIAL_MODEL: TrialModelHost = {
  server: async () => noTrialModel(),
  embedder: async () => noTrialModel(),
  whiteBox: async () => noTrialModel(),
  stop: () => Promise.resolve(),
};
