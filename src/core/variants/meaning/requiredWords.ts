/** The words of a prompt that its checks, cases and schemas depend on. */

import { labelsOf } from '../../prompt/answerShape.js';
import { singleChecks, type SingleCheck } from '../../prompt/checks/check.js';
import type { Prompt } from '../../prompt/prompt.js';
import { isRecord } from '../../text/narrow.js';

export interface KeptWords {
  /** Label words, short texts that a check looks for, and tool names. No variant changes them. */
  readonly labels: readonly string[];
  /** Property names the answer must have, which a variant must still contain. */
  readonly keys: readonly string[];
}

/** Longer texts of a check are answers, not words of the prompt. */
const LONGEST_WORD = 40;

const known = new WeakMap<Prompt, KeptWords>();

/** Cached per prompt, because every variant is checked against them. */
export function requiredWordsOf(prompt: Prompt): KeptWords {
  const before = known.get(prompt);
  if (before) return before;
  const found = findKeptWords(prompt);
  known.set(prompt, found);
  return found;
}

function findKeptWords(prompt: Prompt): KeptWords {
  const checks = singleChecks([
    ...prompt.checks,
    ...prompt.cases.flatMap((row) => row.checks ?? []),
  ]);
  const fromChecks = checks
    .flatMap(textsOf)
    .filter((text) => /[\p{L}\p{N}]/u.test(text) && text.length <= LONGEST_WORD)
    .filter((text) => !/\{\{|\{%|\$\{/.test(text));
  const schemas = [
    prompt.parameters.jsonSchema?.schema,
    ...checks.map((check) => ('schema' in check ? check.schema : null)),
  ];
  return {
    labels: [
      ...new Set([
        ...labelsOf(prompt),
        ...fromChecks,
        ...toolNames(prompt),
        ...extractedBy(prompt),
      ]),
    ],
    keys: [...new Set(schemas.flatMap(propertyNames))],
  };
}

/** Words the answer is found by, which the prompt asks the model to write. */
function extractedBy({ settings: { extract } }: Prompt): string[] {
  if (extract?.after !== undefined) return [extract.after.trim()];
  const literal = (extract?.regex ?? '').replace(/\\.|\[[^\]]*\]|\([^)]*\)/g, ' ');
  return literal.match(/\p{L}{2,}/gu) ?? [];
}

/** Tool names that are not plain words, because `search` may be used as a verb. */
const toolNames = ({ tools }: Prompt) =>
  tools.map(({ name }) => name).filter((name) => !/^\p{Lu}?\p{Ll}*$/u.test(name));

function textsOf(check: SingleCheck): readonly string[] {
  switch (check.kind) {
    case 'equals':
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      return [check.value];
    case 'containsAll':
    case 'containsAny':
      return check.values;
    default:
      return [];
  }
}

function propertyNames(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(propertyNames);
  if (!isRecord(schema)) return [];
  const own = isRecord(schema['properties']) ? Object.keys(schema['properties']) : [];
  return [...own, ...Object.values(schema).flatMap(propertyNames)];
}
