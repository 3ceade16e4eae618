import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { keptFilesOf } from '../../../src/node/movePrompt.js';
import { hasRecording, readRecording } from '../../../src/node/recordings.js';
import { writeRecording } from '../../../src/node/writeRecording.js';
import { findWorkspaceOf, type Workspace } from '../../../src/node/workspace.js';

const PROMPT = 'a.prompt.yml';
const SMALL = ['{"version":2}', '{"value":"hi"}'];
const LARGE = [...SMALL, JSON.stringify({ value: 'x'.repeat(1_100_000) })];
let workspace: Workspace;
const names = () => readdirSync(join(workspace.root, '.plumbline/recordings'));

beforeEach(async () => {
  const root = mkdtempSync(join(tmpdir(), 'plumbline-recordings-'));
  writeFileSync(join(root, 'plumbline.yml'), '{}\n');
  workspace = await findWorkspaceOf(root);
});

describe('a recording on disk', () => {
  it('is plain text while it is small, and compressed when it is large; one replaces the other', async () => {
    expect(await readRecording(workspace, PROMPT)).toBeNull();
    expect(await hasRecording(workspace, PROMPT)).toBe(false);
    for (const [lines, name] of [
      [SMALL, `${PROMPT}.jsonl`],
      [LARGE, `${PROMPT}.jsonl.gz`],
      [SMALL, `${PROMPT}.jsonl`],
    ] as const) {
      const path = await writeRecording(workspace, PROMPT, lines);
      expect(path.endsWith(name)).toBe(true);
      expect(names()).toEqual([name]);
      expect(await readRecording(workspace, PROMPT)).toEqual({ path, lines: [...lines, ''] });
      expect(await hasRecording(workspace, PROMPT)).toBe(true);
    }
  });

  it('has the same bytes whenever and wherever it is compressed', async () => {
    const path = await writeRecording(workspace, PROMPT, LARGE);
    const bytes = readFileSync(path);
    // No time, and no system it was made on.
    expect([...bytes.subarray(4, 8), bytes[9]]).toEqual([0, 0, 0, 0, 255]);
    expect(bytes.length).toBeLessThan(10_000);
  });

  it('goes with its prompt, and is named where it is damaged', async () => {
    const path = await writeRecording(workspace, PROMPT, LARGE);
    expect(await keptFilesOf(join(workspace.root, PROMPT))).toContain(path);
    writeFileSync(path, 'not compressed');
    await expect(readRecording(workspace, PROMPT)).rejects.toThrow(/jsonl\.gz.*Record again/);
  });
});
