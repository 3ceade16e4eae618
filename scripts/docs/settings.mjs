/** Every setting: of the editor from package.json, of the files from their schemas. */
import { readFile } from 'node:fs/promises';
import { fieldRows, typeName } from './fields.mjs';
import { code, plain, table } from './markdown.mjs';

const json = async (path) => JSON.parse(await readFile(path, 'utf8'));

export async function settingsPage() {
  const { contributes } = await json('package.json');
  const texts = await json('package.nls.json');
  const block = await json('schemas/sensitivity.schema.json');
  const config = await json('schemas/config.schema.json');
  const properties = Object.entries(contributes.configuration.properties);
  const meaning = ({ markdownDescription }) => texts[markdownDescription.replaceAll('%', '')];
  const columns = ['key', 'type', 'meaning'];
  return [
    '# Settings reference',
    'Where each goes, and which wins, is described in [Settings](../settings.md).',
    '## VS Code',
    table(
      ['setting', 'type', 'default', 'meaning'],
      properties.map(([name, property]) => [
        code(name),
        plain(typeName(property)),
        property.default === '' ? '' : code(JSON.stringify(property.default)),
        meaning(property).replaceAll('|', '\\|'),
      ]),
    ),
    '## `sensitivity:` in a prompt file',
    'All keys are optional.',
    table(columns, optional(fieldRows(block))),
    '### An entry of `checks`',
    'Exactly one of the keys that say what is checked. What each means is described in [Checks](../checks.md).',
    table(columns, optional(fieldRows(block.properties.checks.items))),
    '### A limit in `gates`',
    'The key is a metric id, `excess` (short for `pss.excess`) or `confidence` (the confidence the report shows).',
    table(columns, optional(fieldRows(block.properties.gates.additionalProperties))),
    '### `budget` and `parameters`',
    table(columns, [
      ...optional(fieldRows(block.properties.budget, 'budget.')),
      ...optional(fieldRows(block.properties.parameters, 'parameters.')),
    ]),
    '## `plumbline.yml`',
    'All keys are optional.',
    table(columns, optional(fieldRows(config))),
    '### An entry of `models`',
    table(columns, fieldRows(config.properties.models.additionalProperties)),
  ].join('\n\n');
}

/** Where every key is optional, none needs to say so. */
const optional = (rows) =>
  rows.map(([name, type, meaning]) => [name, type.replace(/, optional$/, ''), meaning]);
