/** JSON schemas in words. */
import { code, plain } from './markdown.mjs';

/** A row for each property: name, type, meaning. */
export const fieldRows = (schema, prefix = '') =>
  Object.entries(schema.properties ?? {}).map(([name, field]) => [
    code(prefix + name),
    plain(typeName(field)) + (schema.required?.includes(name) ? '' : ', optional'),
    plain([field.description, defaultOf(field)].filter(Boolean).join(' ')),
  ]);

const defaultOf = ({ default: value }) =>
  value === undefined || value === null ? '' : `Default: \`${JSON.stringify(value)}\`.`;

/** `integer`, `list of object`, `"early" or "never"`. A long enumeration is a `string`. */
export function typeName(schema) {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum && schema.enum.length <= 8)
    return schema.enum.map((each) => JSON.stringify(each)).join(' or ');
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeName))].join(' or ');
  if (Array.isArray(schema.type)) return schema.type.join(' or ');
  if (schema.type === 'array') return `list of ${typeName(schema.items ?? {})}`;
  if (schema.type === 'object' && !schema.properties && schema.additionalProperties)
    return `map of ${typeName(schema.additionalProperties)}`;
  return schema.type ?? 'any';
}
