/** The `vars` of a promptfoo test as the inputs of its cases. */

import { isRecord, textsOf } from '../../text/narrow.js';
import { TemplateError } from '../languages/language.js';
import { jinja } from '../languages/jinja.js';
import type { Case } from '../prompt.js';
import type { Place, Reading } from '../reading.js';
import { readYaml } from '../yaml/yamlSource.js';
import type { Values } from './promptfooConfig.js';
import type { EnvironmentOf } from './promptfooEnvironment.js';

const MAX_COMBINATIONS = 1000;

export interface VarsReading {
  readonly reading: Reading;
  readonly environment: EnvironmentOf;
  readonly place: (name: string) => Place;
  /** Whether a list of values becomes one case per value. */
  readonly expand: boolean;
}

/** One record of inputs for each combination of the values in lists. */
export const inputsOf = (vars: Values, how: VarsReading): Case['inputs'][] =>
  (how.expand ? combinations(vars) : [vars]).map((values) =>
    resolved(textsOf(withFiles(values, how)), how.environment),
  );

function combinations(vars: Values): Values[] {
  return Object.entries(vars).reduce<Values[]>(
    (all, [name, value]) => {
      const choices: unknown[] = Array.isArray(value) ? value : [value];
      return all
        .flatMap((each) => choices.map((choice) => ({ ...each, [name]: choice })))
        .slice(0, MAX_COMBINATIONS);
    },
    [{}],
  );
}

/** Values in files are read; an absent value is empty, as Nunjucks prints it. */
function withFiles(values: Values, { reading, place }: VarsReading): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (value === null || value === undefined) return [name, ''];
      if (typeof value !== 'string') return [name, value];
      if (!value.startsWith('file://')) return [name, value.replace(/\n$/, '')];
      if (IMAGE.test(value)) return [name, value];
      const read = /\.json$/i.test(value) ? fileText : fileValue;
      return [name, read(reading, value, place(name))];
    }),
  );
}

/** Read where a message shows it. */
const IMAGE = /\.(?:png|jpe?g|gif|webp)$/i;
const PROGRAM = /\.(?:[cm]?[jt]s|py|rb)(?::[\w.]+)?$/i;
const NO_TEXT = /\.(?:pdf|png|jpe?g|gif|bmp|webp|svg|mp[34]|wav|webm|ogg|mov|avi|mkv)$/i;

/** The text of a `file://` reference, without white space around it. Undefined, with a problem, if it cannot be read. */
function fileText(reading: Reading, reference: string, at: Place): string | undefined {
  const name = reference.replace(/^file:\/\//, '');
  if (PROGRAM.test(name)) {
    reading.limit(at, `${name} is not read, because that would run code from the repository.`);
    return undefined;
  }
  if (NO_TEXT.test(name)) {
    reading.limit(at, `${name} is not read, because it is not text.`);
    return undefined;
  }
  const file = reading.fileNamed(name, at);
  return file?.text
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .trim();
}

/** The same as a value, for YAML and JSON. */
export function fileValue(reading: Reading, reference: string, at: Place): unknown {
  const text = fileText(reading, reference, at);
  if (text === undefined || !/\.(?:ya?ml|json)$/i.test(reference)) return text;
  const { value, problems } = readYaml(text);
  const [problem] = problems;
  if (!problem) return value;
  reading.error(at, `${reference}, line ${problem.line}: ${problem.message}`);
  return undefined;
}

/** Variables may use each other, in this many steps. */
const MAX_ROUNDS = 5;

/**
 * Fills variables into the values of others, and `env` into all. A value that uses a name the test does not have, or itself, is
 * text: it may be an example of a template.
 */
function resolved(values: Record<string, string>, environment: EnvironmentOf): Case['inputs'] {
  let now = values;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const filled = Object.fromEntries(
      Object.entries(now).map(([name, value]) => [name, filledIn(name, now, environment) ?? value]),
    );
    if (Object.keys(now).every((name) => filled[name] === now[name])) return now;
    now = filled;
  }
  return now;
}

function filledIn(name: string, values: Case['inputs'], environment: EnvironmentOf): string | null {
  const text = values[name] ?? '';
  if (!/\{[{%]/.test(text)) return null;
  const { [name]: _, ...others } = values;
  const env = environment(text);
  const known = env === null ? others : { ...others, env };
  try {
    const template = jinja.read(text, {});
    const used = template.variables.map((variable) => variable.name);
    const isFull = used.length > 0 && used.every((each) => Object.hasOwn(known, each));
    return isFull ? template.render(known) : null;
  } catch (error) {
    if (error instanceof TemplateError) return null;
    throw error;
  }
}

/** `vars: file://name.yaml`, or a list of such names, as one record. */
export function varsOf(reading: Reading, given: unknown, at: Place): Values {
  if (isRecord(given)) return given;
  const names: unknown[] = Array.isArray(given) ? given : [given];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = typeof name === 'string' ? fileValue(reading, name, at) : null;
      return isRecord(value) ? Object.entries(value) : [];
    }),
  );
}
