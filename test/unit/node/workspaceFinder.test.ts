import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { workspaceFinder } from '../../../src/node/workspace.js';

const VALID = 'models: { m: { baseUrl: http://127.0.0.1:1/v1, model: one } }\n';
const BROKEN = 'models: { m: { baseUrl: nowhere, model: one } }\n';

describe('a workspace whose plumbline.yml is being edited', () => {
  const root = mkdtempSync(join(tmpdir(), 'plumbline-'));
  const config = join(root, 'plumbline.yml');
  const prompt = join(root, 'a', 'x.prompt.yml');
  afterEach(() => rmSync(config, { force: true }));

  it('keeps what it said before while it is invalid, and says where the error is', async () => {
    const find = workspaceFinder();
    writeFileSync(config, VALID);
    const valid = await find(prompt);
    expect(valid.trouble).toBeNull();
    writeFileSync(config, BROKEN);
    const broken = await find(prompt);
    expect(broken).toMatchObject({ root, config: valid.config });
    expect(broken.pathOf(prompt)).toBe('a/x.prompt.yml');
    expect(broken.trouble).toContain(`${config}:1:25: `);
    writeFileSync(config, VALID.replace('one', 'two'));
    const repaired = await find(prompt);
    expect(repaired.trouble).toBeNull();
    expect(repaired.config.models?.['m']?.model).toBe('two');
  });

  it('has no settings where it was never valid', async () => {
    writeFileSync(config, BROKEN);
    expect(await workspaceFinder()(prompt)).toMatchObject({ root, config: {} });
  });
});
