/** The `sensitivity` block of a prompt, from its file and from the file beside it that holds the same keys. */

import { didYouMean } from '../../text/nearest.js';
import { yamlRows, type Row } from '../cases/cases.js';
import { rowsOfFile } from '../cases/rowFiles.js';
import type { Prompt } from '../prompt.js';
import { Reading, TOP, type TextPosition } from '../reading.js';
import { mocksOfFile } from './mocksOfFile.js';
import { approvedFormats } from './sharedFormats.js';
import { approvedRows, approvedTexts } from './sharedTexts.js';
import { settingsSchema, wordingId, type SensitivitySettings } from './settings.js';
import { readShape, readYaml, type YamlSource } from '../yaml/yamlSource.js';

export const SIDECAR = '.sensitivity.yml';

export interface PromptSettings {
  readonly settings: SensitivitySettings;
  /** The rows of `cases`; null when neither file has any. */
  readonly rows: readonly Row[] | null;
  /** The rows of `examples`. */
  readonly exampleRows: readonly Row[];
  readonly wordings: Prompt['wordings'];
}

/** Null when they are invalid; `reading` then has the problems. The prompt's own file takes precedence over the one beside it. */
export function readPromptSettings(
  reading: Reading,
  yaml: YamlSource,
  block: unknown,
): PromptSettings | null {
  const own = readBlock(reading, yaml, { at: ['sensitivity'], block });
  const beside = readSidecar(reading);
  if (!own || !beside) return null;
  const rows = own.settings.cases === undefined ? beside.rows : own.rows;
  const isOwn = own.settings.variants !== undefined;
  return {
    settings: { ...beside.settings, ...own.settings },
    rows,
    exampleRows: own.settings.examples === undefined ? beside.exampleRows : own.exampleRows,
    wordings: isOwn ? wordingsOf(yaml, own.settings) : [],
  };
}

type Block = Omit<PromptSettings, 'wordings'>;

function readSidecar(reading: Reading): Block | null {
  const path = reading.path + SIDECAR;
  const text = reading.around.file(path);
  if (text === null) return { settings: {}, rows: null, exampleRows: [] };
  const other = new Reading(path, text, reading.around);
  const yaml = readYaml(text);
  other.problems.push(...yaml.problems);
  const read = other.failed
    ? null
    : readBlock(other, yaml, { at: [], block: yaml.value, reference: TOP });
  reading.adopt(other, TOP);
  return read;
}

function readBlock(
  reading: Reading,
  yaml: YamlSource,
  {
    at,
    block,
    reference,
  }: { at: readonly string[]; block: unknown; /** Of a sidecar. */ reference?: TextPosition },
): Block | null {
  const { problems } = reading;
  const settings = readShape(yaml, settingsSchema, { at, value: block ?? {}, problems });
  if (!settings) return null;
  for (const key of Object.keys(settings)) {
    if (Object.hasOwn(settingsSchema.shape, key)) continue;
    const name = [...at, key].join('.');
    const near = didYouMean(key, Object.keys(settingsSchema.shape));
    const message = `\`${name}\` is not a known setting and has no effect.${near}`;
    reading.warning(yaml.keyRangeOf([...at, key]) ?? yaml.rangeOf([...at, key]), message);
  }
  const rowsUnder = (key: 'cases' | 'examples') => {
    const given = settings[key];
    const places = [...at, key];
    return typeof given === 'string'
      ? rowsOfFile(reading, given, yaml.rangeOf(places))
      : given &&
          yamlRows(yaml, given, {
            at: places,
            ...(reference ? { elsewhere: { path: reading.path, reference } } : {}),
          });
  };
  const rows = rowsUnder('cases') ?? null;
  const pool = rowsUnder('examples') ?? [];
  const { examples } = settings;
  const isDecidedOn = typeof examples === 'string' && pool.some(({ values }) => 'status' in values);
  const exampleRows = isDecidedOn
    ? approvedRows(reading, examples, pool, yaml.rangeOf([...at, 'examples'])).flatMap(
        ({ row }) => pool[row - 1] ?? [],
      )
    : pool;
  const exact = withWrittenCalls(settings, (path) => yaml.writtenAt([...at, ...path]));
  const { personas, formats, steps } = settings;
  const named = {
    ...(typeof personas === 'string' && {
      personas: approvedTexts(reading, personas, yaml.rangeOf([...at, 'personas'])),
    }),
    ...(typeof formats === 'string' && {
      formats: approvedFormats(reading, formats, yaml.rangeOf([...at, 'formats'])),
    }),
    ...(typeof steps?.mocks === 'string' && {
      steps: {
        ...steps,
        mocks: mocksOfFile(reading, steps.mocks, yaml.rangeOf([...at, 'steps', 'mocks'])),
      },
    }),
  };
  return reading.failed ? null : { settings: { ...exact, ...named }, rows, exampleRows };
}

/** Expected calls as text where doubles would lose digits of their numbers. */
function withWrittenCalls(
  settings: SensitivitySettings,
  written: (path: readonly (string | number)[]) => string | null,
): SensitivitySettings {
  if (!settings.checks?.some(({ toolCalls }) => Array.isArray(toolCalls))) return settings;
  const checks = settings.checks.map((check, index) => {
    if (!Array.isArray(check.toolCalls)) return check;
    const text = written(['checks', index, 'toolCalls']);
    const isHeld = text === null || text === JSON.stringify(check.toolCalls);
    return isHeld ? check : { ...check, toolCalls: text };
  });
  return { ...settings, checks };
}

function wordingsOf(yaml: YamlSource, { variants }: SensitivitySettings): Prompt['wordings'] {
  if (!Array.isArray(variants)) return [];
  return variants.map((wording, index) => ({
    id: wordingId(wording, index),
    range: yaml.rangeOf(['sensitivity', 'variants', index]),
  }));
}
