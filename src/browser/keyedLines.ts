/** Lines found by the key they begin with. Only this window adds to the file, as far as it knows: all are held in memory. */

import type * as OnDisk from '../node/keyedLines.js';
import { lineFile } from './lineFile.js';

export const keyedLines: typeof OnDisk.keyedLines = (path, keyLength) => {
  const log = lineFile(path);
  let read: Promise<Map<string, string>> | null = null;
  const known = () =>
    (read ??= log
      .read()
      .then(
        (lines) =>
          new Map(lines.map((line) => [line.slice(0, keyLength), line.slice(keyLength + 1)])),
      ));
  return {
    has: async (key) => (await known()).has(key),
    read: async (key) => (await known()).get(key) ?? null,
    async append(key, rest) {
      (await known()).set(key, rest);
      await log.append(`${key} ${rest}`);
    },
    catchUp: () => Promise.resolve(),
    close: () => log.close(),
  };
};
