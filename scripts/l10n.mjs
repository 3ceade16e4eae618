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

/**
 * The engine says its sentences through `say('…')` and `plural(say, n, '…', '…')`, the command line through `words('…')`. Errors and
 * lines of the command line are tagged: worded`…`. What stands in tables is said by whoever reads them: a study's question, a
 * metric's title and explanation, the words of a sign, the label of a way to choose examples.
 */
const IN_TABLES = new Set(['question', 'title', 'explanation', 'words']);
/** What a class of variants says of a prompt it finds nothing in, and of what it changes. */
const OF_CLASSES = new Set(['whenNone', 'change', 'words']);

function sentencesOf(contents, { speaker = 'say', tables = IN_TABLES } = {}) {
  const found = [];
  const take = (node) => {
    if (ts.isStringLiteralLike(node) && node.text !== '') found.push(node.text);
  };
  const visit = (node) => {
    if (ts.isCallExpression(node)) {
      const { expression } = node;
      const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
      if (name.text === speaker) node.arguments.slice(0, 1).forEach(take);
      if (name.text === 'plural') node.arguments.slice(2).forEach(take);
      if (name.text === 'counted') node.arguments.slice(1).forEach(take);
      if (name.text === 'spaced') node.arguments.slice(0, 1).forEach(take);
      if (name.text === 'way') node.arguments.slice(1, 2).forEach(take);
    }
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'worded')
      found.push(templateOf(node.template));
    if (ts.isPropertyAssignment(node) && tables.has(node.name.getText())) take(node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('words.ts', contents, ts.ScriptTarget.Latest, true));
  return found;
}
/** As `worded` makes it: what goes in by its number. */
function templateOf(template) {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  const spans = template.templateSpans.map(({ literal }, at) => `{${at}}${literal.text}`);
  return [template.head.text, ...spans].join('');
}

const IN_TABLES_OF = ['words', 'studies', 'report', 'metrics', 'variants/shots'];
const engine = sourcesIn('src/core').flatMap((contents) =>
  sentencesOf(contents, { tables: new Set() }),
);
const classes = sourcesIn('src/core/variants').flatMap((contents) =>
  sentencesOf(contents, { tables: OF_CLASSES }),
);
const tables = IN_TABLES_OF.flatMap((name) => sourcesIn(`src/core/${name}`)).flatMap((contents) =>
  sentencesOf(contents),
);
const commandLine = ['src/cli', 'src/node', 'src/browser']
  .flatMap(sourcesIn)
  .flatMap((contents) => [
    ...sentencesOf(contents, { tables: new Set() }),
    ...sentencesOf(contents, { speaker: 'words', tables: new Set() }),
  ]);

const found = {
  ...Object.fromEntries(
    [...engine, ...classes, ...tables, ...commandLine].map((text) => [text, text]),
  ),
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
