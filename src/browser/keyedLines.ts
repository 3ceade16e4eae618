/** Lines found by the key they begin with. They are held in memory; what others have added is looked for when it is asked to. */

import type * as OnDisk from '../node/keyedLines.js';
import { lineFile } from './lineFile.js';

export const keyedLines: typeof OnDisk.keyedLines = (path, keyLength) => {
  const log = lineFile(path);
  let known: Promise<Map<string, string>> | null = null;
  const read = async () =>
    new Map(
      (await log.read()).map((line) => [line.slice(0, keyLength), line.slice(keyLength + 1)]),
    );
  const lines = () => (known ??= read());
  return {
    has: async (key) => (await lines()).has(key),
    read: async (key) => (await lines()).get(key) ?? null,
    async append(key, rest) {
      (await lines()).set(key, rest);
      await log.append(`${key} ${rest}`);
    },
    async catchUp() {
      const now = read();
      await now;
      known = now;
    },
    close: () => log.close(),
  };
};
