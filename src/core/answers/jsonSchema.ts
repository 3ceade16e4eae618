/** Whether an answer is JSON of a schema. */

import { Validator, type Schema } from '@cfworker/json-schema';
import { withDoubles } from '../text/exactJson.js';
import { findJson, jsonValuesIn } from '../text/findJson.js';

const validators = new WeakMap<object, Validator | null>();

export interface SatisfyOptions {
  /** The whole answer has to be JSON, without a fence or a word around it. */
  readonly strict?: boolean | undefined;
  /** Takes a comma after the last item. */
  readonly lenient?: boolean | undefined;
}

/** Null takes any JSON. A schema that cannot be read is satisfied by nothing. */
export function satisfies(
  text: string,
  schema: unknown,
  { strict = false, lenient = false }: SatisfyOptions = {},
): boolean {
  const found = findJson(text, { lenient });
  return found !== null && (found.isWhole || !strict) && fits(found.value, schema);
}

/** Whether some JSON object or list in the text, not only the first, satisfies the schema. */
export const someJsonSatisfies = (text: string, schema: unknown): boolean =>
  jsonValuesIn(text).some((value) => fits(value, schema));

/** A value that is no text any more; null takes any. */
export function fits(value: unknown, schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return true;
  return validatorFor(schema)?.validate(withDoubles(value)).valid ?? false;
}

/** What is wrong with a value, as the validator says it, with the path of the part; null where it fits. */
export function schemaProblem(value: unknown, schema: unknown): string | null {
  if (fits(value, schema)) return null;
  const { errors = [] } = validatorFor(schema as object)?.validate(withDoubles(value)) ?? {};
  // The innermost stands last; that no schema allows a property is said by the one before.
  const told = errors.filter(({ keyword }) => keyword !== 'false').at(-1);
  if (!told) return 'the schema cannot be read';
  const path = told.instanceLocation.replace(/^#\/?/, '').replaceAll('/', '.');
  return path === '' ? told.error : `${path}: ${told.error}`;
}

function validatorFor(schema: object): Validator | null {
  const kept = validators.get(schema);
  if (kept !== undefined) return kept;
  const validator = compiled(schema);
  validators.set(schema, validator);
  return validator;
}

function compiled(schema: object): Validator | null {
  try {
    return new Validator(schema as Schema, '2020-12');
  } catch {
    // The library throws plain errors of many kinds for a schema it cannot read.
    return null;
  }
}
