import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const manifest = readFileSync('package.json', 'utf8');
const texts = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const sources = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'));

describe('the manifest', () => {
  it('has a text for each key, and a key for each text', () => {
    const keys = [...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key as string);
    expect([...new Set(keys)].sort()).toEqual(Object.keys(texts).sort());
  });

  it('declares the ids that the code types', () => {
    const declared = [...manifest.matchAll(/"command": "(plumbline\.\w+)",\s*"title"/g)].map(
      ([, id]) => id,
    );
    const typed = [
      ...readFileSync('src/extension/commands.ts', 'utf8').matchAll(/'(plumbline\.\w+)':/g),
    ];
    expect(declared.sort()).toEqual(typed.map(([, id]) => id).sort());
  });

  it('names no file that is not there', () => {
    const named = [...manifest.matchAll(/"(media\/[^"]+)"/g)].map(([, path]) => path as string);
    for (const path of named) expect(readFileSync(path).length).toBeGreaterThan(0);
  });
});

describe('texts for people', () => {
  it('go through l10n: no message is a bare string', () => {
    const bare = /show(?:Information|Warning|Error)Message\(\s*['"`]/;
    for (const source of sources('src/extension')) expect(source).not.toMatch(bare);
  });
});
