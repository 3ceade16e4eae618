/** Packages from PyPI, by Python's own installer. */

import { notInstalled } from './place.js';
import { runPython, type Python } from './python.js';

const QUIET = ['--quiet', '--disable-pip-version-check', '--no-input'];

interface Wanted {
  readonly python: Python;
  /** A folder of its own: nothing is installed for the user. */
  readonly folder: string;
  /** The package with its version, and options for it. */
  readonly args: readonly string[];
  readonly signal: AbortSignal;
}

/** Throws `UserError` saying why: no pip, no network, no space. */
export const pipInstall = ({ folder, args, ...how }: Wanted): Promise<void> => {
  const target = ['--no-warn-script-location', '--target', folder, '--upgrade'];
  return pip(['install', ...QUIET, ...target, ...args], how);
};

/** The package's file as it is, without its dependencies. Throws as `pipInstall`. */
export const pipDownload = ({ folder, args, ...how }: Wanted): Promise<void> =>
  pip(['download', ...QUIET, '--no-deps', '--dest', folder, ...args], how);

async function pip(
  args: readonly string[],
  { python, signal }: Pick<Wanted, 'python' | 'signal'>,
): Promise<void> {
  const { code, stderr } = await runPython(python, ['-m', 'pip', ...args], signal);
  if (code === 0) return;
  const last = stderr.trim().split('\n').at(-1) ?? '';
  throw notInstalled(
    /No module named pip/.test(stderr) ? 'this Python has no pip' : last.replace(/^ERROR: /, ''),
  );
}
