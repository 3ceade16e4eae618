/** Only one run of a prompt at a time: two would pay for the same calls, and each would overwrite what the other wrote. */

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { UserError } from '../core/errors.js';
import { parseJson } from '../core/text/jsonDiff.js';
import { isRecord } from '../core/text/narrow.js';

/**
 * Writes who runs into a file, and returns what removes it. Where no file can be written nothing is claimed. Throws `UserError`
 * while another process that is still there has claimed it.
 */
export async function claimRun(path: string, prompt: string): Promise<() => Promise<void>> {
  const own = JSON.stringify({ pid: process.pid, host: hostname(), since: new Date() });
  for (let isRetried = false; ; isRetried = true) {
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, own, { flag: 'wx' });
      return () => rm(path, { force: true }).catch(() => undefined);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return () => Promise.resolve();
    }
    const since = await runningSince(path);
    if (since !== null || isRetried)
      throw new UserError(
        `Another run of ${prompt} is under way${since ? ` (${since})` : ''}. Wait until it ends, or stop it. If there is none, delete ${path}.`,
      );
    await rm(path, { force: true });
  }
}

/** Who runs, and since when; null where that process is gone, as after a kill. */
async function runningSince(path: string): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const claim = parseJson(text);
  if (!isRecord(claim) || typeof claim['pid'] !== 'number') return null;
  const { pid, host, since } = claim;
  if (host === hostname() && !isAlive(pid)) return null;
  return `process ${pid}${host === hostname() ? '' : ` on ${String(host)}`}, since ${String(since)}`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
