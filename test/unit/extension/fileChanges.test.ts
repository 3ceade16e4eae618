import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FileChangeQueue, type FileChanges } from '../../../src/extension/library/fileChanges.js';

const ROOT = 'file:///w';
let batches: FileChanges[];
const queueOf = (work: (changes: FileChanges) => Promise<void> = async () => undefined) =>
  new FileChangeQueue({
    settleMs: 200,
    work: (changes) => {
      batches.push(changes);
      return work(changes);
    },
  });

beforeEach(() => {
  vi.useFakeTimers();
  batches = [];
});
afterEach(() => vi.useRealTimers());

describe('changes of files', () => {
  it('inside node_modules, .git and .plumbline cause no work', async () => {
    const queue = queueOf();
    for (let at = 0; at < 10_000; at++) {
      queue.file(`${ROOT}/node_modules/p${at}/package.json`);
      queue.folder(`${ROOT}/node_modules/p${at}`);
    }
    queue.folder(`${ROOT}/node_modules`);
    queue.folder(`${ROOT}/.git/objects/ab`);
    queue.file(`${ROOT}/.plumbline/variants/a.yml`);
    await vi.runAllTimersAsync();
    expect(batches).toEqual([]);
  });

  it('that come together are one piece of work', async () => {
    const queue = queueOf();
    for (let at = 0; at < 1000; at++) queue.file(`${ROOT}/prompts/${at}.prompty`);
    for (let at = 0; at < 1000; at++) queue.file(`${ROOT}/prompts/${at}.prompty`);
    await vi.runAllTimersAsync();
    expect(batches).toHaveLength(1);
    expect(batches[0]?.files.size).toBe(1000);
    expect(batches[0]?.all).toBe(false);
  });

  it('that go on do not put the work off', async () => {
    const queue = queueOf();
    for (let at = 0; at < 10; at++) {
      queue.file(`${ROOT}/${at}.prompty`);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(batches.length).toBeGreaterThan(3);
  });

  it('look into the outermost of new folders, and at everything where there are many', async () => {
    const queue = queueOf();
    for (const path of ['a/b', 'a', 'a/b/c', 'ab', 'a/.plumbline']) queue.folder(`${ROOT}/${path}`);
    await vi.runAllTimersAsync();
    expect(batches[0]?.folders).toEqual([`${ROOT}/a`, `${ROOT}/ab`]);
    for (let at = 0; at < 21; at++) queue.folder(`${ROOT}/new-${at}`);
    await vi.runAllTimersAsync();
    expect(batches[1]?.all).toBe(true);
  });

  it('that come during the work are done after it, one batch at a time', async () => {
    let finish = (): void => undefined;
    const queue = queueOf(() => new Promise((done) => (finish = done)));
    queue.file(`${ROOT}/a.prompty`);
    await vi.advanceTimersByTimeAsync(200);
    queue.file(`${ROOT}/b.prompty`);
    queue.everything();
    await vi.advanceTimersByTimeAsync(1000);
    expect(batches).toHaveLength(1);
    finish();
    await vi.advanceTimersByTimeAsync(200);
    expect(batches).toHaveLength(2);
    expect(batches[1]).toMatchObject({ all: true, files: new Set([`${ROOT}/b.prompty`]) });
  });

  it('are forgotten when it is disposed of', async () => {
    const queue = queueOf();
    queue.everything();
    queue.dispose();
    await vi.runAllTimersAsync();
    expect(batches).toEqual([]);
  });
});
