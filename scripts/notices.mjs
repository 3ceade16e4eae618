/** The licences of the packages that are bundled: each asks for its notice wherever its code goes. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const PACKAGE = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//;
const LICENCE = /^(?:licen[cs]e|copying|notice)/i;

/** `metafiles`: what esbuild says of its bundles. Throws for a package that has no licence. */
export async function noticesOf(metafiles) {
  const folders = new Set();
  for (const { outputs } of metafiles)
    for (const { inputs } of Object.values(outputs))
      for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
        const [folder] = PACKAGE.exec(path) ?? [];
        if (folder && bytesInOutput > 0) folders.add(folder);
      }
  const notices = await Promise.all([...folders].sort().map(noticeOf));
  const byText = Map.groupBy(notices, ({ text }) => text);
  return ['Plumbline holds code of these packages.', ...[...byText].map(said)].join('\n\n');
}

const said = ([text, notices]) =>
  [[...new Set(notices.map(({ name }) => name))].join('\n'), text].filter(Boolean).join('\n\n');

async function noticeOf(folder) {
  const { name, version, license } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  );
  const all = await readdir(folder);
  const files = all.filter((file) => LICENCE.test(file) && !/\.[cm]?[jt]s$/.test(file));
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  if (!license && texts.length === 0) throw new Error(`${name} ${version} has no licence.`);
  return {
    name: `${name} ${version} (${license ?? 'as follows'})`,
    text: texts.map((text) => text.trim()).join('\n\n'),
  };
}
