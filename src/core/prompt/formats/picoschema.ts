/** Picoschema, dotprompt's shorthand for JSON schema: `name?(array, description): string`, or `string[]`. */

import { isRecord } from '../../text/narrow.js';
import { readYaml } from '../yaml/yamlSource.js';

const SCALARS = new Set(['string', 'number', 'integer', 'boolean', 'null']);

type Schema = Readonly<Record<string, unknown>>;

/** Converts to JSON schema. `unknown`: names of schemas that are defined in a program. A JSON schema is returned unchanged. */
export function schemaFrom(written: unknown): { schema: Schema; unknown: readonly string[] } {
  const unknown: string[] = [];
  const schema = isRecord(written) && isJsonSchema(written) ? written : read(written, unknown);
  return { schema, unknown };
}

const isJsonSchema = ({ type, properties, $ref }: Record<string, unknown>) =>
  isRecord(properties) ||
  typeof $ref === 'string' ||
  (typeof type === 'string' && (SCALARS.has(type) || type === 'object' || type === 'array'));

function read(written: unknown, unknown: string[]): Schema {
  if (typeof written === 'string') return scalar(written, unknown);
  if (Array.isArray(written)) return { enum: written };
  if (isRecord(written)) return object(written, unknown);
  return {};
}

function scalar(written: string, unknown: string[]): Schema {
  const braces = /^(\{[^]*\})\s*(\[\])?$/.exec(written.trim());
  if (braces) {
    const { value } = readYaml(braces[1] ?? '');
    const inner = isRecord(value) ? object(value, unknown) : { type: 'object' };
    return braces[2] === undefined ? inner : { type: 'array', items: inner };
  }
  const [type = '', ...rest] = written.split(',');
  const description = rest.length > 0 ? { description: rest.join(',').trim() } : {};
  const name = type.trim();
  if (name.endsWith('[]'))
    return { type: 'array', items: scalar(name.slice(0, -2), unknown), ...description };
  if (SCALARS.has(name)) return { type: name, ...description };
  if (name !== 'any') unknown.push(name);
  return description;
}

/** `name`, `name?`, `name(array, description)`, `(enum)`, `(object)`, and `(*)` for all other keys. */
const KEY = /^([^(?]*)(\?)?(?:\(\s*([^,)]*)\s*(?:,([^)]*))?\))?$/;

function object(written: Record<string, unknown>, unknown: string[]): Schema {
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  let others: Schema | false = false;
  for (const [key, value] of Object.entries(written)) {
    const [, name = key, optional, kind = '', description = ''] = KEY.exec(key) ?? [];
    if (kind === '*') {
      others = read(value, unknown);
      continue;
    }
    const said = description.trim() === '' ? {} : { description: description.trim() };
    const own =
      kind === 'array' ? { type: 'array', items: read(value, unknown) } : read(value, unknown);
    properties[name] = { ...own, ...said };
    if (optional === undefined) required.push(name);
  }
  return {
    type: 'object',
    properties,
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: others,
  };
}
