/** Shared by all exporters: YAML, parameters, settings. */

import { stringify } from 'yaml';
import { singleChecks, type Check } from '../../prompt/checks/check.js';
import { LANGUAGES, type LanguageId } from '../../prompt/languages/languages.js';
import type { Prompt } from '../../prompt/prompt.js';
import type { Message } from '../../ports/model.js';
import type { Wording } from '../../prompt/settings/settings.js';
import { writtenTool } from '../../prompt/tools.js';
import { count } from '../../say/figures.js';
import { parseJson } from '../../text/jsonDiff.js';
import { convertMessages, renamedInputs, type Converted } from './conversion.js';

/** Removes keys without a value. */
export function withoutEmpty(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isEmpty = (value: unknown) =>
    value === null ||
    value === undefined ||
    (typeof value === 'object' && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(record).filter(([, value]) => !isEmpty(value)));
}

/** The value as YAML in block style. */
export const yamlOf = (value: unknown): string =>
  stringify(value, { lineWidth: 0, blockQuote: 'literal' });

/** The values as frontmatter between lines of dashes; empty if there are none. */
export const frontmatterOf = (values: Readonly<Record<string, unknown>>): string => {
  const kept = withoutEmpty(values);
  return Object.keys(kept).length === 0 ? '' : `---\n${yamlOf(kept)}---\n`;
};

/** The cases as rows for `testData` or `sensitivity.cases`, with examples marked. */
export const rowsOf = (
  { cases, examples }: Prompt,
  { names }: Converted,
): Record<string, string | boolean>[] =>
  [...cases, ...examples].map(({ id, inputs, expected }, index) => ({
    ...(id === String(index + 1) ? {} : { id }),
    ...renamedInputs(inputs, names),
    ...(expected === null ? {} : { expected }),
    ...(index < cases.length ? {} : { example: true }),
  }));

/** Settings that every format stores elsewhere or in its own way. */
const WRITTEN_APART = [
  'cases',
  'examples',
  'checks',
  'parameters',
  'language',
  'variants',
  'tools',
];

/**
 * The `sensitivity` block for a file in another template language, without cases and checks. Examples are among the rows.
 * Every format but one has its tools there.
 */
export function settingsIn(
  prompt: Prompt,
  to: LanguageId,
): { written: Record<string, unknown>; lost: string[] } {
  const kept = Object.entries(prompt.settings).filter(([key]) => !WRITTEN_APART.includes(key));
  const { variants } = prompt.settings;
  const wordings = Array.isArray(variants) ? wordingsIn(prompt, variants, to) : variants;
  return {
    written: withoutEmpty({
      variants: wordings,
      ...Object.fromEntries(kept),
      tools: prompt.tools.map(writtenTool),
    }),
    lost:
      wordings === null
        ? [
            'Variants written by hand were left out, because their templates would have to be rewritten.',
          ]
        : [],
  };
}

/** The parts shared by files with a `sensitivity` block: messages, settings with checks, and notes about what is lost. */
export function partsIn(prompt: Prompt, to: LanguageId) {
  const converted = convertMessages(prompt, to);
  const settings = settingsIn(prompt, to);
  const checks = checksAsSettings(prompt.checks);
  return {
    converted,
    settings: { ...settings.written, checks: checks.written },
    rows: rowsOf(prompt, converted),
    lost: [
      ...converted.lost,
      ...settings.lost,
      ...checks.lost,
      ...caseChecksNote(prompt),
      ...toolsNote(prompt),
    ],
  };
}

/** Null if one uses more than variables. */
function wordingsIn(
  prompt: Prompt,
  wordings: readonly Wording[],
  to: LanguageId,
): readonly Wording[] | null {
  const all = wordings.map((wording) => {
    const messages = wording.messages.map((message) => ({ ...message, range: null }));
    const named = namesIn(prompt.language, messages);
    const variables = prompt.variables.filter(({ name }) => named.has(name));
    const converted = convertMessages({ ...prompt, messages, variables }, to);
    return {
      isWhole: converted.isWhole,
      wording: { ...wording, messages: [...converted.messages] },
    };
  });
  return all.every(({ isWhole }) => isWhole) ? all.map(({ wording }) => wording) : null;
}

const namesIn = (language: LanguageId, messages: readonly Message[]) =>
  new Set(
    messages.flatMap(({ content }) => LANGUAGES[language].namesIn(content).map(({ name }) => name)),
  );

/** Checks in the form of the `sensitivity` block, and notes about those it does not support. */
function checksAsSettings(checks: readonly Check[]): {
  written: Record<string, unknown>[];
  lost: string[];
} {
  const lost: string[] = [];
  const inSettings = (check: Check): Record<string, unknown>[] => {
    const not = 'not' in check && check.not ? { not: true } : {};
    switch (check.kind) {
      case 'equals':
      case 'contains':
      case 'startsWith':
      case 'endsWith':
      case 'json':
      case 'regex':
        return [{ name: check.name, [check.kind]: check.value, ...not }];
      case 'toolCalls': {
        const { name, value, match, least } = check;
        const enough = match === 'f1' ? { threshold: least } : {};
        return [{ name, toolCalls: parseJson(value) ?? value, match, ...enough, ...not }];
      }
      case 'similar': {
        const [only, ...others] = check.values;
        if (only === undefined || others.length > 0) break;
        return [{ name: check.name, similar: only, threshold: check.least, ...not }];
      }
      case 'validToolCalls':
        return [{ name: check.name, validToolCalls: true, ...not }];
      case 'rubric':
        return [withoutEmpty({ name: check.name, rubric: check.value, threshold: check.least })];
      case 'isJson':
        return [{ name: check.name, isJson: check.schema ?? true, ...not }];
    }
    lost.push(`The check "${check.name}" (${check.kind}) is not supported by this format.`);
    return [];
  };
  const written = checks.flatMap((check) => {
    const weight = check.weight === undefined ? {} : { weight: check.weight };
    return inSettings(check).map((made) => ({ ...made, ...weight }));
  });
  return { written, lost };
}

/** Checks of single cases can only be carried over as a complete expected answer. */
function caseChecksNote({ cases }: Prompt): string[] {
  const dropped = cases.flatMap(({ checks = [], expected }) =>
    singleChecks(checks).filter((check) => check.kind !== 'equals' || check.value !== expected),
  );
  return dropped.length === 0
    ? []
    : [
        `${count(dropped.length, 'check')} of single cases cannot be carried over; only expected answers can.`,
      ];
}

const toolsNote = ({ tools }: Prompt): string[] =>
  tools.length === 0 ? [] : ['The tools are under `sensitivity`, which only Plumbline reads.'];

/** A note about header keys that are lost, except `kept`; empty if there are none. */
export const extraKeysNote = ({ extra }: Prompt, kept: readonly string[]): string[] => {
  const names = Object.keys(extra).filter((key) => !kept.includes(key) && extra[key] !== undefined);
  return names.length === 0
    ? []
    : [`${names.join(', ')} of the file's header ${names.length === 1 ? 'was' : 'were'} left out.`];
};
