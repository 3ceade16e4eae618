/** The words of a prompt that its checks, cases and schemas rest on. */

import { labelsOf } from '../../prompt/answerShape.js';
import type { Check } from '../../prompt/checks/check.js';
import type { Prompt } from '../../prompt/prompt.js';
import { isRecord } from '../../text/narrow.js';

export interface KeptWords {
  /** Label words, short texts that a check looks for, and names of tools. No rewording touches them. */
  readonly labels: readonly string[];
  /** Names of properties the answer must have. They must still be there. */
  readonly keys: readonly string[];
}

/** A text of a check that is longer than this is an answer, no word of the prompt. */
const LONGEST_WORD = 40;

const known = new WeakMap<Prompt, KeptWords>();

/** Found once for each prompt: every wording is checked against them. */
export function requiredWordsOf(prompt: Prompt): KeptWords {
  const before = known.get(prompt);
  if (before) return before;
  const found = findKeptWords(prompt);
  known.set(prompt, found);
  return found;
}

function findKeptWords(prompt: Prompt): KeptWords {
  const checks = [...prompt.checks, ...prompt.cases.flatMap((row) => row.checks ?? [])];
  const fromChecks = checks
    .flatMap(textsOf)
    .filter((text) => /[\p{L}\p{N}]/u.test(text) && text.length <= LONGEST_WORD)
    .filter((text) => !/\{\{|\{%|\$\{/.test(text));
  const schemas = [
    prompt.parameters.jsonSchema?.schema,
    ...checks.map((check) => ('schema' in check ? check.schema : null)),
  ];
  return {
    labels: [...new Set([...labelsOf(prompt), ...fromChecks, ...toolNames(prompt)])],
    keys: [...new Set(schemas.flatMap(propertyNames))],
  };
}

/** Where it is no plain word: `search` may stand for searching. */
const toolNames = ({ tools }: Prompt) =>
  tools.map(({ name }) => name).filter((name) => !/^\p{Lu}?\p{Ll}*$/u.test(name));

function textsOf(check: Check): readonly string[] {
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
