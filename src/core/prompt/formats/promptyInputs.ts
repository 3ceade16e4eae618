/** Values defined in a Prompty file: defaults and examples of its inputs, a sample, and what they refer to. */

import { readExactJson } from '../../text/exactJson.js';
import { isRecord, recordOf, textsOf } from '../../text/narrow.js';
import { environmentValue } from '../environment.js';
import type { NamedRange } from '../prompt.js';
import type { TextPosition, Reading } from '../reading.js';
import type { YamlSource } from '../yaml/yamlSource.js';
import type { PromptyHeader } from './promptyHeader.js';

/** Each input's `default`, or its example; in the map form, a plain value is the default. */
export function defaultsOf(
  reading: Reading,
  yaml: YamlSource,
  { inputs }: PromptyHeader,
): Record<string, string> {
  const at = yaml.rangeOf(['inputs']);
  const read = typeof inputs === 'string' ? resolved(reading, inputs, at) : inputs;
  const given = isRecord(read) && isRecord(read['properties']) ? read['properties'] : read;
  const entries: (readonly [string, unknown])[] = Array.isArray(given)
    ? given.filter(isRecord).map((input) => [String(input['name']), input])
    : Object.entries(isRecord(given) ? given : {});
  const values = entries.map(([name, input]) => {
    const value = isRecord(input)
      ? (input['default'] ?? input['example'] ?? input['sample'])
      : input;
    return [name, resolved(reading, value, at)];
  });
  return textsOf(Object.fromEntries(values) as Record<string, unknown>);
}

/** Inputs that are declared as not required: `required: false`, or version 1's `is_required: false`. */
export function optionalInputs({ inputs }: PromptyHeader): string[] {
  const entries: (readonly [string, unknown])[] = Array.isArray(inputs)
    ? inputs.map((input) => [input.name, input])
    : Object.entries(isRecord(inputs) ? inputs : {});
  return entries.flatMap(([name, input]) => {
    const { required, is_required: older = required } = recordOf(input);
    return older === false ? [name] : [];
  });
}

/** Version 1's example for all inputs; null if there is none. */
export function sampleOf(
  reading: Reading,
  yaml: YamlSource,
  { sample }: PromptyHeader,
): Record<string, string> | null {
  const at = yaml.rangeOf(['sample']);
  const given = typeof sample === 'string' ? resolved(reading, sample, at) : sample;
  if (!isRecord(given)) return null;
  return textsOf(
    Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, resolved(reading, value, at)]),
    ),
  );
}

/** The declared inputs with their places in the file. */
export function declaredInputs(yaml: YamlSource, { inputs, sample }: PromptyHeader): NamedRange[] {
  const listed = Array.isArray(inputs)
    ? inputs.map(({ name }, index) => ({ name, range: yaml.rangeOf(['inputs', index, 'name']) }))
    : keysIn(yaml, 'inputs', inputs);
  return [...listed, ...keysIn(yaml, 'sample', sample)];
}

function keysIn(yaml: YamlSource, key: string, value: unknown): NamedRange[] {
  return Object.keys(isRecord(value) ? value : {}).flatMap((name) => {
    const range = yaml.keyRangeOf([key, name]);
    return range ? [{ name, range }] : [];
  });
}

const REFERENCE = /^\$\{(env|file):([^}:]*)(?::([^}]*))?\}$/i;

/** Resolves a reference to a file or the environment; undefined, with a warning, if that is not possible. */
function resolved(reading: Reading, value: unknown, at: TextPosition): unknown {
  const [, kind, name = '', fallback] =
    typeof value === 'string' ? (REFERENCE.exec(value) ?? []) : [];
  if (kind === undefined) return value;
  if (!reading.around.trusted) return undefined;
  if (kind.toLowerCase() === 'file') return contentOf(reading, name, at);
  return environmentValue(reading, { name, fallback }, at);
}

/** Parses JSON; anything else is text. */
function contentOf(reading: Reading, name: string, at: TextPosition): unknown {
  const file = reading.fileNamed(name, at);
  if (!file) return undefined;
  if (!/\.json$/i.test(file.path)) return file.text;
  try {
    return readExactJson(file.text);
  } catch (error) {
    reading.error(at, `${file.path} is invalid JSON: ${(error as Error).message}`);
    return undefined;
  }
}
