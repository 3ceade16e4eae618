import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const VSIX = 'dist/plumbline.vsix';
const BROWSER_VSIX = 'dist/plumbline-browser.vsix';
const LIMIT_BYTES = 1_000_000;
const MAIN_LIMIT_BYTES = 150_000;

describe('the package of the extension', () => {
  it('is small, and holds what it should and nothing else', () => {
    expect(statSync(VSIX).size).toBeLessThan(LIMIT_BYTES);
    const listed = execFileSync('node_modules/.bin/vsce', ['ls', '--no-dependencies'], {
      encoding: 'utf8',
    });
    const allowed =
      /^(syntaxes\/|dist\/(extension|panel)\/|dist\/package\.json$|dist\/NOTICES\.txt$|media\/|l10n\/|schemas\/(?:prompt|config|sensitivity)\.schema\.json$|package(\.nls)?\.json$|README\.md$|CHANGELOG\.md$|LICENSE$)/;
    const files = listed.trim().split('\n');
    expect(files.filter((file) => !allowed.test(file))).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining([
        'dist/extension/extension.cjs',
        'dist/panel/panel.js',
        'dist/panel/panel.css',
      ]),
    );
  });

  it('has one with all translations', () => {
    // A zip names its files in plain text.
    const packed = readFileSync('dist/plumbline-languages.vsix', 'latin1');
    for (const language of ['de', 'es', 'fr', 'ja', 'zh-cn'])
      for (const file of [`l10n/bundle.l10n.${language}.json`, `package.nls.${language}.json`])
        expect(packed.includes(`extension/${file}`)).toBe(true);
  });

  it('has a package of its own for browsers, as small, which needs no module of Node', () => {
    expect(statSync(BROWSER_VSIX).size).toBeLessThan(LIMIT_BYTES);
    const code = readFileSync('dist/browser/extension.cjs', 'utf8');
    const loaded = [...code.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name);
    expect([...new Set(loaded)]).toEqual(['vscode']);
  });

  it('activates without a model client, a parser or a schema library', () => {
    const main = readFileSync('dist/extension/extension.cjs', 'utf8');
    expect(main.length).toBeLessThan(MAIN_LIMIT_BYTES);
    for (const library of [
      'ZodError',
      'YAMLParseError',
      'OpenAIError',
      'keepSourceTokens',
      'UND_ERR',
    ])
      expect(main).not.toContain(library);
    const loaded = [...main.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name);
    expect([...new Set(loaded)]).toEqual(['vscode']);
    expect([...main.matchAll(/import\("([^"]+)"\)/g)].map(([, name]) => name).sort()).toEqual(
      expect.arrayContaining(['./core.js', './desktop.js', './fromPanel.js']),
    );
  });
});
