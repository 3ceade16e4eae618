/** Every text of the extension and its panel, for whoever translates them: `l10n/bundle.l10n.json`. `--check` only looks. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { getL10nJson } from '@vscode/l10n-dev';

const BUNDLE = 'l10n/bundle.l10n.json';
const sources = ['src/extension', 'webview'].flatMap((folder) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ extension: '.ts', contents: readFileSync(`${folder}/${name}`, 'utf8') })),
);
const found = await getL10nJson(sources);
const sorted = Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
const text = `${JSON.stringify(sorted, null, 2)}\n`;

if (process.argv.includes('--check')) {
  if (readFileSync(BUNDLE, 'utf8') !== text) {
    process.stderr.write(`${BUNDLE} is out of date: npm run l10n\n`);
    process.exit(1);
  }
} else {
  mkdirSync('l10n', { recursive: true });
  writeFileSync(BUNDLE, text);
}
