/** Whether each translation has every text, with the same placeholders, links and names as the English one. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
/** `{0}`, `{name}`, code, icons, targets of links, tags and line breaks: as they are, in any order. */
const KEPT = /\{\w+\}|`[^`]*`|\$\([a-z-]+\)|\]\([^)]*\)|<[^>]+>|\n/g;
const keptIn = (text) => [...(text.match(KEPT) ?? [])].sort().join(' ');

/** What is wrong, a line each. `english`: by key. */
function faultsOf(path, english) {
  const translated = read(path);
  const missing = Object.keys(english).filter((key) => !translated[key]);
  const unknown = Object.keys(translated).filter((key) => !(key in english));
  const changed = Object.keys(english).filter(
    (key) => translated[key] && keptIn(translated[key]) !== keptIn(english[key]),
  );
  return [
    ...missing.map((key) => `${path} lacks: ${key}`),
    ...unknown.map((key) => `${path} translates what no longer exists: ${key}`),
    ...changed.map((key) => `${path} changes a placeholder, code or a link of: ${key}`),
  ];
}

const filesIn = (folder, name) =>
  readdirSync(folder)
    .filter((file) => name.test(file))
    .map((file) => join(folder, file));

/** Of the bundle, and of the manifest. */
export const translations = () => ({
  bundles: filesIn('l10n', /^bundle\.l10n\.[a-z-]+\.json$/),
  manifests: filesIn('.', /^package\.nls\.[a-z-]+\.json$/),
});

/** `texts`: those of the bundle, by themselves. */
export function translationFaults(texts) {
  const { bundles, manifests } = translations();
  const ofManifest = read('package.nls.json');
  return [
    ...bundles.flatMap((path) => faultsOf(path, texts)),
    ...manifests.flatMap((path) => faultsOf(path, ofManifest)),
  ];
}
