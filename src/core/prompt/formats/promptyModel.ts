/** A Prompty file's model, parameters and output schema. Connections and keys are ignored. */

import { isRecord, recordOf, textOrNull } from '../../text/narrow.js';
import { parametersFrom } from '../parameters.js';
import type { JsonSchemaFormat, ModelParameters } from '../prompt.js';
import type { PromptyHeader } from './promptyHeader.js';

/** Version 2 has `id` and `options`, version 1 `configuration` and `parameters`. */
export function parametersOf(header: PromptyHeader): {
  model: string | null;
  parameters: ModelParameters;
} {
  const model = recordOf(header.model);
  const configuration = recordOf(model['configuration']);
  const named = [model['id'], configuration['name'], configuration['azure_deployment']];
  const id = named.map(textOrNull).find((each) => each !== null && !each.includes('${'));
  const given = { ...recordOf(model['parameters']), ...recordOf(model['options']) };
  const { response_format: format, ...rest } = given;
  const type = recordOf(format)['type'];
  const jsonSchema = schemaOf(header.outputs);
  return {
    model: textOrNull(header.model) ?? id ?? null,
    parameters: {
      ...parametersFrom(rest),
      jsonSchema,
      responseFormat: jsonSchema
        ? 'json_schema'
        : type === 'json_object' || type === 'text'
          ? type
          : null,
    },
  };
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'integer',
  float: 'number',
  number: 'number',
  boolean: 'boolean',
  array: 'array',
  object: 'object',
};

/** Version 2's outputs, a list of names with kinds, as a JSON schema; null for any other form. */
function schemaOf(outputs: unknown): JsonSchemaFormat | null {
  const named = namedProperties(outputs);
  if (named === null || named.length === 0) return null;
  return {
    name: 'output',
    schema: {
      type: 'object',
      properties: propertiesOf(named),
      required: named.filter((each) => each['required'] !== false).map((each) => each['name']),
      additionalProperties: false,
    },
  };
}

type Property = Readonly<Record<string, unknown>>;

/** Null if the list has another form. */
export function namedProperties(written: unknown): readonly Property[] | null {
  if (!Array.isArray(written)) return null;
  const isNamed = (each: unknown): each is Property =>
    isRecord(each) && typeof each['name'] === 'string';
  return written.every(isNamed) ? written : null;
}

/** A JSON schema of an object with these properties. */
export const propertiesOf = (named: readonly Property[]): Property =>
  Object.fromEntries(named.map((each) => [each['name'], property(each)])) as Property;

function property({
  kind,
  description,
  enumValues,
  items,
  properties,
  default: usual,
}: Property): Property {
  const type = TYPES[String(kind)];
  const inner = Array.isArray(properties) ? schemaOf(properties)?.schema : undefined;
  return {
    ...(type === undefined ? {} : { type }),
    ...(typeof description === 'string' ? { description } : {}),
    ...(Array.isArray(enumValues) ? { enum: enumValues } : {}),
    ...(isRecord(items) ? { items: property(items) } : {}),
    ...(usual === undefined ? {} : { default: usual }),
    ...recordOf(inner),
  };
}
