/** A template language: analyzes a text and fills in values. It never executes code or reads files. */

import { UserError } from '../../errors.js';
import { parseExactJson, withNumbers } from '../../text/exactJson.js';

export interface NamePlace {
  readonly name: string;
  /** UTF-16 offset of the name in the text. */
  readonly offset: number;
}

export interface VariableUse extends NamePlace {
  /** False if the template handles a missing value: it tests for it, or has a default. */
  readonly required: boolean;
  /** Only printed unchanged; otherwise a JSON value is parsed. */
  readonly isText: boolean;
}

/** A parsed text that can be rendered for many cases. */
export interface ReadTemplate {
  /** The variables of the text, each once, in the order of their first use. */
  readonly variables: readonly VariableUse[];
  /**
   * Fills in values in a single pass: a value that looks like a template stays text. Throws `TemplateError`, also if the
   * template would grow or run without limit.
   */
  render(inputs: Readonly<Record<string, string>>): string;
}

export interface TemplateLanguage {
  /** How a variable of this name is written. */
  written(name: string): string;
  /** Everything in a text that may be a variable name, to find the uses of a known variable. */
  namesIn(text: string): readonly NamePlace[];
  /** `partials`: texts that may be included by name. Throws `TemplateError`. */
  read(text: string, partials: Readonly<Record<string, string>>): ReadTemplate;
}

/** A text that its template language cannot read or render. */
export class TemplateError extends UserError {
  override readonly name = 'TemplateError';
  /** The 1-based line of the text; null if unknown. */
  readonly line: number | null;
  /** Valid where the text comes from: only Plumbline cannot render it. */
  readonly limit: boolean;

  constructor(
    message: string,
    {
      line = null,
      limit = false,
      cause,
    }: { line?: number | null; limit?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.line = line;
    this.limit = limit;
  }
}

const MAX_STEPS = 200_000;
const MAX_RENDERED_CHARACTERS = 4_000_000;

/** Limits of rendering a template, against mistakes and malicious templates. */
export class RenderLimit {
  #steps = 0;
  #characters = 0;

  /** Throws `TemplateError` if the template takes too many steps. */
  step(): void {
    if (++this.#steps > MAX_STEPS)
      throw new TemplateError('The template takes too long to render. Check its loops.');
  }

  /** Counts inserted text. Throws `TemplateError` if the result grows too large. */
  counted(text: string): string {
    this.#characters += text.length;
    this.refuseLength(this.#characters);
    return text;
  }

  refuseLength(characters: number): void {
    if (characters > MAX_RENDERED_CHARACTERS)
      throw new TemplateError('The template grows beyond 4 million characters.');
  }

  /** Throws `TemplateError` if a list needs more steps than are left. */
  refuseItems(items: number): void {
    if (!(items <= MAX_STEPS)) throw new TemplateError('range() is too long for a prompt.');
  }
}

/** Inputs as a template sees them: JSON is parsed for variables that are looped over, accessed or tested. */
export function valuesFor(
  uses: readonly VariableUse[],
  inputs: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const structured = new Set(uses.flatMap(({ name, isText }) => (isText ? [] : [name])));
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      name,
      structured.has(name) ? valueOf(value) : value,
    ]),
  );
}

function valueOf(text: string): unknown {
  // A template writes numbers as its language does, which would round what a double does not hold.
  const value = withNumbers(parseExactJson(text), (source) => source);
  if (value === undefined) return text;
  return typeof value === 'number' && String(value) !== text ? text : value;
}

/** Merges the uses of each name: at its first place, required if any use requires it, text if all are. */
export class UseCollector {
  readonly #found = new Map<string, VariableUse>();

  add({ name, offset, required, isText }: VariableUse): void {
    const before = this.#found.get(name);
    this.#found.set(name, {
      name,
      offset: Math.min(before?.offset ?? offset, offset),
      required: required || (before?.required ?? false),
      isText: isText && (before?.isText ?? true),
    });
  }

  uses(): readonly VariableUse[] {
    return [...this.#found.values()].sort((a, b) => a.offset - b.offset);
  }
}

/** Words inside tags that are not quoted and not a property of something else. */
export function wordsInTags(text: string, tags: RegExp): NamePlace[] {
  return [...text.matchAll(tags)].flatMap((tag) => {
    const code = tag[0].replace(/"[^"\n]*"|'[^'\n]*'/g, (quoted) => ' '.repeat(quoted.length));
    return [...code.matchAll(/(?<![\p{L}\p{N}_.@])[\p{L}_][\p{L}\p{N}_]*(?!=[^=])/gu)].map(
      (word) => ({ name: word[0], offset: tag.index + word.index }),
    );
  });
}
