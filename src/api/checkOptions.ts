import * as z from 'zod/mini';
import { MAX_CONCURRENCY } from '../core/prompt/settings/maxConcurrency.js';
import { UserError } from './errors.js';
import type { EvaluateOptions } from './options.js';

type Check = readonly [z.ZodMiniType, needs: string];

const text = z.string().check(z.minLength(1));
const texts = z.array(text).check(z.minLength(1));
const atLeastOne: Check = [z.int().check(z.positive()), 'a whole number of at least 1'];
const moreThanZero: Check = [z.number().check(z.positive()), 'a finite number above 0'];
const name: Check = [text, 'a text'];
const flag: Check = [z.boolean(), 'true or false'];
const called: Check = [z.custom((value) => typeof value === 'function'), 'a function'];
/** As many as `--variants` takes. */
const MAX_VARIANTS = 999;
const amount = z.int().check(z.minimum(0), z.maximum(MAX_VARIANTS));

const OPTIONS: Readonly<Record<keyof EvaluateOptions, Check>> = {
  model: name,
  baseUrl: name,
  apiKeyEnv: name,
  api: [z.enum(['chat', 'responses']), 'chat or responses'],
  replay: flag,
  variants: [
    z.union([amount, z.record(z.string(), amount)]),
    `a whole number from 0 to ${MAX_VARIANTS}, or one for each class, such as { paraphrase: 4 }`,
  ],
  shots: [texts, "an array of 'file' or numbers of examples, such as ['0', '2']"],
  repeats: atLeastOne,
  cases: [texts, "an array of at least one case id, such as ['1', '2']"],
  sample: atLeastOne,
  seed: [z.int(), 'a whole number'],
  stopEarly: flag,
  concurrency: [
    z.int().check(z.minimum(1), z.maximum(MAX_CONCURRENCY)),
    `a whole number from 1 to ${MAX_CONCURRENCY}`,
  ],
  budget: [z.looseObject({}), 'an object, such as { calls: 100 }'],
  agreeToCost: flag,
  onPlan: called,
  cache: flag,
  resume: flag,
  signal: [z.instanceof(AbortSignal), 'an AbortSignal'],
  onMessage: called,
  onRequest: called,
  onProgress: called,
};

const LIMITS: Readonly<Record<keyof NonNullable<EvaluateOptions['budget']>, Check>> = {
  calls: atLeastOne,
  tokens: atLeastOne,
  usd: moreThanZero,
  minutes: moreThanZero,
};

const SHARE: Check = [z.number().check(z.minimum(0), z.maximum(1)), 'a number from 0 to 1'];

/** Throws `UserError` for what is no path of a prompt file. */
export function checkFile(file: unknown, needs = 'the path of a prompt file'): void {
  if (typeof file !== 'string' || file === '')
    throw new UserError(`The prompt is ${shown(file)}. It has to be ${needs}.`);
}

/** Throws `UserError` for what no effect can be held against. */
export const checkMaxEffect = (maxEffect: unknown): void =>
  checkAll({ maxEffect }, { maxEffect: SHARE }, '');

/** Throws `UserError` for options that are no object. */
export function checkIsObject(options: unknown): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new UserError(`The options are ${shown(options)}. They have to be an object.`);
}

/** Types do not tell 0 from 1, and plain JavaScript has none. Throws `UserError` for what a run could not be made with. */
export function checkOptions(options: EvaluateOptions): void {
  checkIsObject(options);
  checkAll(options, OPTIONS, '');
  checkAll(options.budget ?? {}, LIMITS, 'budget.');
}

function checkAll(values: object, checks: Readonly<Record<string, Check>>, path: string): void {
  for (const [key, value] of Object.entries(values)) {
    const check = Object.hasOwn(checks, key) ? checks[key] : undefined;
    if (!check)
      throw new UserError(
        `${path}${key} is not an option. The options are ${Object.keys(checks).join(', ')}.`,
      );
    const [schema, needs] = check;
    if (value !== undefined && !schema.safeParse(value).success)
      throw new UserError(`${path}${key} is ${shown(value)}. It has to be ${needs}.`);
  }
}

/** As written in a program, cut after 80 characters. */
function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (value instanceof Promise) return 'a promise, which has to be awaited first';
  const isPlain = typeof value === 'object' || typeof value === 'string';
  try {
    return (isPlain ? JSON.stringify(value) : String(value)).slice(0, 80);
  } catch {
    return 'an object';
  }
}
