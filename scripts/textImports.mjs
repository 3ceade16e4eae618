/**
 * Imports with `{ type: 'text' }` for Vite, which does not know them; esbuild does. Told by their names, since Vite drops
 * the attribute: stylesheets, Python, and scripts that are put into a page.
 */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

const TEXT = /\.(?:css|py|inline\.js)$/;
// Under a name that Vite's own handling of stylesheets and scripts does not see.
const PREFIX = '\0text:';

export const textImports = () => ({
  name: 'text-imports',
  enforce: 'pre',
  resolveId(source, importer) {
    return TEXT.test(source) && importer
      ? `${PREFIX}${resolve(dirname(importer), source)}.text`
      : undefined;
  },
  async load(id) {
    if (!id.startsWith(PREFIX)) return undefined;
    const file = id.slice(PREFIX.length, -'.text'.length);
    this.addWatchFile(file);
    return `export default ${JSON.stringify(await readFile(file, 'utf8'))};`;
  },
});
