/**
 * Every text of the extension, its panel and the engine's sentences, for translators: `l10n/bundle.l10n.json`. `--check` only looks,
 * at the translations too.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { getL10nJson } from '@vscode/l10n-dev';
import ts from 'typescript';
import { translationFaults } from './translations.mjs';

const BUNDLE = 'l10n/bundle.l10n.json';
const sourcesIn = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'));

const hosts = ['src/extension', 'webview']
  .flatMap(sourcesIn)
  .map((contents) => ({ extension: '.ts', contents }));

/** The engine says its sentences through `say('…')` and `plural(say, n, '…', '…')`; a study's question is its `question`. */
function sentencesOf(contents) {
  const found = [];
  const take = (node) => ts.isStringLiteralLike(node) && found.push(node.text);
  const visit = (node) => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      if (node.expression.text === 'say') node.arguments.slice(0, 1).forEach(take);
      if (node.expression.text === 'plural') node.arguments.slice(2).forEach(take);
    }
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'question') take(node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('words.ts', contents, ts.ScriptTarget.Latest, true));
  return found;
}
const engine = ['src/core/words', 'src/core/studies'].flatMap(sourcesIn).flatMap(sentencesOf);

const found = {
  ...Object.fromEntries(engine.map((text) => [text, text])),
  ...(await getL10nJson(hosts)),
};
const sorted = Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
const text = `${JSON.stringify(sorted, null, 2)}\n`;

if (process.argv.includes('--check')) {
  if (readFileSync(BUNDLE, 'utf8') !== text) {
    process.stderr.write(`${BUNDLE} is out of date: npm run l10n\n`);
    process.exit(1);
  }
  const faults = translationFaults(found);
  if (faults.length > 0) {
    process.stderr.write(`${faults.join('\n')}\n`);
    process.exit(1);
  }
} else {
  mkdirSync('l10n', { recursive: true });
  writeFileSync(BUNDLE, text);
}
