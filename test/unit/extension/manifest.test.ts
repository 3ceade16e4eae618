import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const manifest = readFileSync('package.json', 'utf8');
const texts = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
/** Text by path, of every source file in a folder and below it. */
const sources = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);

describe('the manifest', () => {
  it('has a text for each key, and a key for each text', () => {
    // The package for browsers has texts of its own.
    const named = manifest + readFileSync('scripts/vsix.mjs', 'utf8');
    const keys = [...named.matchAll(/["']%([^%"']+)%["']/g)].map(([, key]) => key as string);
    expect([...new Set(keys)].sort()).toEqual(Object.keys(texts).sort());
  });

  it('declares the ids that the code types', () => {
    const declared = [...manifest.matchAll(/"command": "(plumbline\.\w+)",\s*"title"/g)].map(
      ([, id]) => id,
    );
    const typed = [
      ...readFileSync('src/extension/commands.ts', 'utf8').matchAll(/'(plumbline\.\w+)':/g),
    ];
    expect(declared.length).toBeGreaterThan(10);
    expect(declared.sort()).toEqual(typed.map(([, id]) => id).sort());
  });

  it('gives the test of a prompt a key, in the editor and in the panel', () => {
    const { contributes } = JSON.parse(manifest) as {
      contributes: { keybindings: { command: string; key: string; mac: string; when: string }[] };
    };
    expect(contributes.keybindings).toEqual([
      {
        command: 'plumbline.testSensitivity',
        ...{ key: 'ctrl+alt+enter', mac: 'cmd+alt+enter' },
        when: 'plumbline.isPrompt && editorTextFocus || activeWebviewPanelId == plumbline.panel',
      },
    ]);
  });

  it('names no file that is not there', () => {
    const named = [...manifest.matchAll(/"(media\/[^"]+)"/g)].map(([, path]) => path as string);
    expect(named.length).toBeGreaterThan(0);
    for (const path of named) expect(readFileSync(path).length).toBeGreaterThan(0);
  });
});

describe('texts for people', () => {
  it('go through l10n: no message is a bare string', () => {
    const bare = /show(?:Information|Warning|Error)Message\(\s*['"`]/;
    const all = sources('src/extension');
    const asking = all.filter(([, text]) => /show\w+Message\(/.test(text));
    // Below the folder itself too, or this would look at too little.
    expect(asking.some(([name]) => dirname(name) !== '.')).toBe(true);
    expect(asking.filter(([, text]) => bare.test(text)).map(([name]) => name)).toEqual([]);
  });
});
