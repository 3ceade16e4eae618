/** Every JSON schema: its file, what it describes, and its top-level fields. */
import { readdir, readFile } from 'node:fs/promises';
import { fieldRows } from './fields.mjs';
import { plain, table } from './markdown.mjs';

const FOLDER = 'schemas';

export async function schemasPage() {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.json')).sort();
  const sections = await Promise.all(files.map(schemaSection));
  return [
    '# JSON schemas',
    'What the command line prints as JSON, and the files it reads. Fields may be added; none is renamed or removed.',
    ...sections,
  ].join('\n\n');
}

async function schemaSection(file) {
  const schema = JSON.parse(await readFile(`${FOLDER}/${file}`, 'utf8'));
  const isList = schema.type === 'array';
  return [
    `## ${file.replace('.schema.json', '')}`,
    `[\`${FOLDER}/${file}\`](../../${FOLDER}/${file}): ${plain(schema.title)}${isList ? '. A list; each entry has:' : ''}`,
    table(['field', 'type', 'meaning'], fieldRows(isList ? schema.items : schema)),
  ].join('\n\n');
}
