/** Mustache, interpreted from its package's parser with limits on work and size. Nothing is escaped. */

import Mustache from 'mustache';
import {
  RenderLimit,
  TemplateError,
  UseCollector,
  valuesFor,
  wordsInTags,
  type TemplateLanguage,
} from './language.js';

export const mustache: TemplateLanguage = {
  written: (name) => `{{${name}}}`,
  namesIn: (text) => wordsInTags(text, /\{\{[^!][\s\S]*?\}\}/g),
  read(text) {
    const tokens = tokensOf(text);
    const found = new UseCollector();
    collect(tokens, { inSection: false, optional: false }, found);
    const variables = found.uses();
    return {
      variables,
      render: (inputs) =>
        rendered(tokens, { stack: [valuesFor(variables, inputs)], limit: new RenderLimit() }),
    };
  },
};

/** `!` is a comment, `=` sets other delimiters. */
type Tag = 'text' | 'name' | '&' | '#' | '^' | '>' | '!' | '=';
type Token = readonly [Tag, string, number, number, (readonly Token[])?];

function tokensOf(text: string): readonly Token[] {
  try {
    return Mustache.parse(text) as unknown as readonly Token[];
  } catch (error) {
    throw new TemplateError(`Invalid Mustache: ${(error as Error).message}`);
  }
}

/** Inside a section, a name may belong to its value, so it is not required. */
function collect(
  tokens: readonly Token[],
  where: { inSection: boolean; optional: boolean },
  found: UseCollector,
): void {
  for (const [tag, text, start, , inner = []] of tokens) {
    if (tag === 'text' || tag === '!' || tag === '=' || text === '.') continue;
    const [name = text, ...members] = text.split('.');
    const isSection = tag === '#' || tag === '^';
    if (tag !== '>' && !where.inSection)
      found.add({
        name,
        offset: start,
        required: !where.optional && !isSection,
        isText: !isSection && members.length === 0,
      });
    if (tag === '#') collect(inner, { inSection: true, optional: true }, found);
    if (tag === '^') collect(inner, { ...where, optional: true }, found);
  }
}

interface Scope {
  /** Innermost first. */
  readonly stack: readonly unknown[];
  readonly limit: RenderLimit;
}

function rendered(tokens: readonly Token[], scope: Scope): string {
  return tokens.map((token) => renderedToken(token, scope)).join('');
}

function renderedToken([tag, text, , , inner = []]: Token, scope: Scope): string {
  const { stack, limit } = scope;
  limit.step();
  if (tag === '!' || tag === '=') return '';
  if (tag === 'text') return limit.counted(text);
  if (tag === '>') throw new TemplateError('Mustache partials are not supported.');
  const value = lookUp(text, stack);
  const isEmpty = !value || (Array.isArray(value) && value.length === 0);
  if (tag === '^') return isEmpty ? rendered(inner, scope) : '';
  if (tag !== '#') return limit.counted(printed(value));
  if (isEmpty) return '';
  const items: unknown[] = Array.isArray(value) ? value : [value];
  return items.map((item) => rendered(inner, { limit, stack: [item, ...stack] })).join('');
}

/** The innermost value that has the name as an own property. */
function lookUp(path: string, stack: readonly unknown[]): unknown {
  if (path === '.') return stack[0];
  const [first = '', ...rest] = path.split('.');
  const holder = stack.find((each) => isHolder(each) && Object.hasOwn(each, first));
  return [first, ...rest].reduce<unknown>(
    (value, key) => (isHolder(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    holder,
  );
}

const isHolder = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function printed(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
