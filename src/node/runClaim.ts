/** Only one run of a prompt at a time: two would pay for the same calls, and each would overwrite what the other wrote. */

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import type { ClaimOptions } from '../core/run/runStore.js';
import { systemClock } from '../core/ports/systemClock.js';
import { parseJson } from '../core/text/jsonDiff.js';
import { isRecord } from '../core/text/narrow.js';

const LOOK_EVERY_MS = 200;

/**
 * Writes who runs into a file, and returns what removes it. While another process that is still there has claimed it, this
 * waits, and says so once. Where no file can be written nothing is claimed. Rejects with the signal's reason.
 */
export async function claimRun(
  path: string,
  { prompt, signal, tell }: ClaimOptions & { prompt: string },
): Promise<() => Promise<void>> {
  const started = await startOf(process.pid);
  const own = JSON.stringify({ pid: process.pid, started, host: hostname(), since: new Date() });
  for (let isTold = false; ;) {
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, own, { flag: 'wx' });
      return () => rm(path, { force: true }).catch(() => undefined);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return () => Promise.resolve();
    }
    const since = await runningSince(path);
    if (since === null) {
      await rm(path, { force: true });
      continue;
    }
    if (!isTold)
      tell(
        `Another run of ${prompt} is under way (${since}): waiting until it ends. If there is none, delete ${path}.`,
      );
    isTold = true;
    await systemClock.sleep(LOOK_EVERY_MS, signal);
  }
}

/** Who runs, and since when; null where that process is gone, as after a kill. */
async function runningSince(path: string): Promise<string | null> {
  const claim = parseJson(await readFile(path, 'utf8').catch(() => ''));
  if (!isRecord(claim) || typeof claim['pid'] !== 'number') return null;
  const { pid, host, since, started } = claim;
  const isHere = host === hostname();
  if (isHere && !(await isStillThere(pid, started))) return null;
  return `process ${pid}${isHere ? '' : ` on ${String(host)}`}, since ${String(since)}`;
}

async function isStillThere(pid: number, started: unknown): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // It is there, and somebody else's.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  // Another process may have its number by now.
  const own = await startOf(pid);
  return own !== 'ended' && (typeof started !== 'string' || own === null || own === started);
}

/** When a process began, in the system's own count; `ended` for one that only waits to be cleared away; null where it is not told. */
async function startOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // After the name, which may hold anything: the state is the first field, the start the twentieth.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (!fields) return null;
  return fields[0] === 'Z' ? 'ended' : (fields[19] ?? null);
}
