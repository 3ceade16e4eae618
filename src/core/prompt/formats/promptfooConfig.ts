/** The values of a promptfoo configuration, and what of it has no effect here. */

import { isRecord } from '../../text/narrow.js';
import { didYouMean } from '../../text/nearest.js';
import type { Place, Reading } from '../reading.js';

export type Values = Readonly<Record<string, unknown>>;

export const RUNS_CODE = 'it would run code from the repository';

/** Values that references may expand to: few lines can refer to each other without end. */
const MAX_VALUES = 100_000;

/** The configuration with every `$ref: '#/a/b'` replaced by what it points to, under the keys beside it. */
export function dereferenced(config: Values): Values {
  let values = 0;
  const follow = (value: unknown, trail: readonly string[]): unknown => {
    if (++values > MAX_VALUES) return undefined;
    if (Array.isArray(value)) return value.map((each) => follow(each, trail));
    if (!isRecord(value)) return value;
    const own = Object.entries(value).map(([key, each]) => [key, follow(each, trail)] as const);
    const pointer = value['$ref'];
    if (typeof pointer !== 'string' || !pointer.startsWith('#/')) return Object.fromEntries(own);
    const isCircle = trail.includes(pointer);
    const found = isCircle ? undefined : follow(valueAt(config, pointer), [...trail, pointer]);
    const beside = own.filter(([key]) => key !== '$ref');
    if (!isRecord(found)) return beside.length === 0 ? found : Object.fromEntries(beside);
    return { ...found, ...Object.fromEntries(beside) };
  };
  return follow(config, []) as Values;
}

const valueAt = (config: Values, pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'))
    .reduce<unknown>(
      (at, step) =>
        typeof at === 'object' && at !== null && Object.hasOwn(at, step)
          ? (Reflect.get(at, step) as unknown)
          : undefined,
      config,
    );

const PROGRAM =
  /^(?:(?:exec|python|golang|ruby|package):|(?:not-)?(?:javascript|python|ruby)$)|\.(?:[cm]?[jt]s|py|rb)(?::[\w.]+)?$/i;
const PROGRAM_KEYS = ['extensions', 'nunjucksFilters', 'transform', 'transformVars', 'postprocess'];

/** Whether a program, which may read any variable, takes part: a hook, a filter, an assertion in code, a provider. */
export const hasPrograms = (value: unknown): boolean =>
  typeof value === 'string'
    ? PROGRAM.test(value)
    : typeof value === 'object' &&
      value !== null &&
      Object.entries(value).some(([key, each]) => PROGRAM_KEYS.includes(key) || hasPrograms(each));

/** Reasons why keys have no effect. */
type Reasons = Readonly<Record<string, string>>;

interface Level {
  /** Keys that are read, and keys that change no answer and no decision. */
  readonly known: readonly string[];
  readonly reasons: Reasons;
  /** For keys that are in neither; null to report them only where they look like a typo of one. */
  readonly otherwise: string | null;
}

const NO_COUNTERPART = 'Plumbline has nothing that corresponds to it';
const ONE_MODEL = 'every case is tested on the models of the run';
const SAME_PROMPT =
  'every case is asked with the same prompt; make it a variable of the prompt instead';
const JUDGE = 'Plumbline asks its own judge model, in its own words';

export const TOP_KEYS: Level = {
  known: [
    ...['description', 'prompts', 'providers', 'targets', 'tests', 'defaultTest', 'env', 'tags'],
    ...['metadata', 'sensitivity', 'assertionTemplates', 'outputPath', 'sharing', 'version'],
    ...['evaluateOptions', 'commandLineOptions', 'writeLatestResults', 'tracing', '$schema'],
  ],
  reasons: {
    scenarios: 'only `tests` are read',
    redteam: 'only `tests` are read',
    derivedMetrics: 'the metrics of a run are those of Plumbline',
    nunjucksFilters: RUNS_CODE,
    extensions: RUNS_CODE,
  },
  otherwise: null,
};

export const EVALUATE_KEYS: Level = {
  known: ['maxConcurrency', 'cache', 'delay', 'showProgressBar', 'generateSuggestions'],
  reasons: { repeat: 'set `sensitivity.repeats`' },
  otherwise: null,
};

export const TEST_KEYS: Level = {
  known: ['description', 'vars', 'assert', 'threshold', 'options', 'metadata'],
  reasons: {
    provider: ONE_MODEL,
    providers: ONE_MODEL,
    prompts: 'the first prompt and its variants are asked for every case',
    providerOutput: 'answers come from the model',
    assertScoringFunction: `${RUNS_CODE}; the checks decide by their weights and thresholds`,
  },
  otherwise: NO_COUNTERPART,
};

const TRANSFORM = `${RUNS_CODE}; checks see the answer as it is`;

export const OPTION_KEYS: Level = {
  known: ['disableVarExpansion', 'disableDefaultAsserts', 'runSerially'],
  reasons: {
    prefix: SAME_PROMPT,
    suffix: SAME_PROMPT,
    transform: TRANSFORM,
    postprocess: TRANSFORM,
    transformVars: RUNS_CODE,
    provider: JUDGE,
    rubricPrompt: JUDGE,
    storeOutputAs: 'no answer is passed on to another case',
  },
  otherwise: NO_COUNTERPART,
};

export const ASSERT_KEYS: Level = {
  known: ['type', 'value', 'threshold', 'weight', 'metric', 'metricOnly', 'assert'],
  reasons: {
    transform: RUNS_CODE,
    contextTransform: RUNS_CODE,
    provider: JUDGE,
    rubricPrompt: JUDGE,
  },
  otherwise: NO_COUNTERPART,
};

/** Columns of a table of tests whose names start with `__`. */
export const COLUMN_KEYS: Level = {
  known: ['__description', '__threshold', '__metric'],
  reasons: {
    __prefix: SAME_PROMPT,
    __suffix: SAME_PROMPT,
    __providerOutput: 'answers come from the model',
    __provider_output: 'answers come from the model',
    __provider: ONE_MODEL,
  },
  otherwise: 'promptfoo has no such column',
};

/** Reports each key of `values` that has no effect, at its place, with the reason. */
export function tellUnused(
  reading: Reading,
  values: Values,
  { level, place }: { level: Level; place: (key: string) => Place },
): void {
  const { known, reasons, otherwise } = level;
  for (const [key, value] of Object.entries(values)) {
    if (known.includes(key) || value === undefined || value === null) continue;
    const near = didYouMean(
      key,
      known.filter((each) => !Object.hasOwn(values, each)),
    );
    const reason = Object.hasOwn(reasons, key) ? reasons[key] : otherwise;
    const message = `\`${key}\` is not applied: ${reason}.${near}`;
    if (Object.hasOwn(reasons, key)) reading.limit(place(key), message);
    else if (typeof reason === 'string') reading.warning(place(key), message);
    else if (near !== '') reading.warning(place(key), `\`${key}\` has no effect.${near}`);
  }
}
