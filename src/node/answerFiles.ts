/** The answers kept for all prompts of a workspace, by whatever host: one file a model, found by what was asked. */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { KeyedLines } from '../core/ports/store.js';
import { CACHE_KEY_LENGTH, openCache } from '../core/run/cache.js';
import type { OpenCache } from '../core/run/runStore.js';
import { keyedLines } from './keyedLines.js';

export const ENDING = '.jsonl';
const LONGEST_NAME = 80;

/** Without a cache a run goes on, and pays again: `warn` is told once. */
export function openAnswers(folder: string, warn: (message: string) => void): OpenCache {
  const files = new Map<string, KeyedLines>();
  let isWarned = false;
  const fail = (error: unknown) => {
    if (!isWarned)
      warn(
        `Answers cannot be kept in ${folder} (${(error as Error).message}). The run continues, but the same calls would be paid for again.`,
      );
    isWarned = true;
  };
  const linesOf = (provider: string, model: string) => {
    const key = `${provider}\n${model}`;
    const opened = files.get(key);
    if (opened) return opened;
    const path = join(folder, nameOf(provider, model));
    const lines = forgiving(keyedLines(path, CACHE_KEY_LENGTH), fail);
    files.set(key, lines);
    return lines;
  };
  return {
    cache: openCache(linesOf, () => new Date().toISOString().slice(0, 10)),
    async catchUp() {
      for (const lines of files.values()) await lines.catchUp();
    },
    async close() {
      for (const lines of files.values()) await lines.close();
    },
  };
}

/** A person recognises the model; the end tells apart those whose names differ in what no file name can hold. */
function nameOf(provider: string, model: string): string {
  const host = URL.canParse(provider) ? new URL(provider).host : provider;
  const readable = `${host}-${model}`.toLowerCase().replace(/[^a-z0-9.]+/g, '-');
  const own = createHash('sha256')
    .update(JSON.stringify([provider, model]))
    .digest('hex');
  return `${readable.slice(0, LONGEST_NAME)}-${own.slice(0, 8)}${ENDING}`;
}

function forgiving(lines: KeyedLines, fail: (error: unknown) => void): KeyedLines {
  let hasFailed = false;
  const tried = async <T>(work: () => Promise<T>, otherwise: T): Promise<T> => {
    if (hasFailed) return otherwise;
    try {
      return await work();
    } catch (error) {
      hasFailed = true;
      fail(error);
      return otherwise;
    }
  };
  return {
    has: (key) => tried(() => lines.has(key), false),
    read: (key) => tried(() => lines.read(key), null),
    append: (key, rest) => tried(() => lines.append(key, rest), undefined),
    catchUp: () => tried(() => lines.catchUp(), undefined),
    close: () => lines.close().catch(fail),
  };
}
