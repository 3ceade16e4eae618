import { strict as assert } from 'node:assert';
import { commands, extensions, workspace } from 'vscode';
import { readSettings, SETTING_KEYS } from '../../src/extension/settings.js';
import { activated } from './host.js';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly default: unknown }>>;
    };
  };
}

const manifest = (): Manifest =>
  extensions.getExtension('plumbline.plumbline')?.packageJSON as Manifest;

describe('the manifest', () => {
  it('names exactly the commands there are', async () => {
    await activated();
    const registered = (await commands.getCommands(true)).filter((id) =>
      /^plumbline\.[a-zA-Z]+$/.test(id),
    );
    const contributed = manifest().contributes.commands.map(({ command }) => command);
    const ours = registered.filter((id) => !id.startsWith('plumbline.models'));
    assert.deepEqual([...ours].sort(), [...contributed].sort());
  });

  it('names exactly the settings that are read, with the same defaults', () => {
    const { properties } = manifest().contributes.configuration;
    assert.deepEqual(
      Object.keys(properties).sort(),
      Object.values(SETTING_KEYS)
        .map((key) => `plumbline.${key}`)
        .sort(),
    );
    const settings = readSettings() as unknown as Record<string, unknown>;
    for (const [name, key] of Object.entries(SETTING_KEYS)) {
      assert.deepEqual(settings[name], properties[`plumbline.${key}`]?.default, key);
      assert.notEqual(workspace.getConfiguration('plumbline').inspect(key), undefined);
    }
  });
});
