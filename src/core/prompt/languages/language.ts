/** What a template language can tell of a text, and how it puts values in. No language runs code or reads a file. */

import { UserError } from '../../errors.js';
import { parseJson } from '../../text/jsonDiff.js';

export interface NamePlace {
  readonly name: string;
  /** UTF-16 offset of the name in the text. */
  readonly offset: number;
}

export interface VariableUse extends NamePlace {
  /** False where the text itself copes with its absence: it is asked about, or has a default. */
  readonly required: boolean;
  /** Only ever printed as it is; otherwise JSON is read as what it stands for. */
  readonly isText: boolean;
}

/** A text that was read once and can be rendered for many cases. */
export interface ReadTemplate {
  /** The variables of the text, each once, in the order of their first use. */
  readonly variables: readonly VariableUse[];
  /**
   * Puts values in, in one pass: a value that looks like a template stays a text. Throws `TemplateError`, also when a
   * template would grow or run without end.
   */
  render(inputs: Readonly<Record<string, string>>): string;
}

export interface TemplateLanguage {
  /** How a variable of this name is written. */
  written(name: string): string;
  /** Everything in a text that may be the name of a variable: for finding the uses of one that is known to be one. */
  namesIn(text: string): readonly NamePlace[];
  /** `partials`: texts that may be included by name. Throws `TemplateError`. */
  read(text: string, partials: Readonly<Record<string, string>>): ReadTemplate;
}

/** A text that its template language cannot read or render. */
export class TemplateError extends UserError {
  override readonly name = 'TemplateError';
  /** The 1-based line of the text; null where only the text as a whole is known to be wrong. */
  readonly line: number | null;

  constructor(
    message: string,
    { line = null, cause }: { line?: number | null; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.line = line;
  }
}

const MAX_STEPS = 200_000;
const MAX_RENDERED_CHARACTERS = 4_000_000;

/** What a template may take: more is a mistake, or meant to do harm. */
export class RenderLimit {
  #steps = 0;
  #characters = 0;

  /** Throws `TemplateError` for a template that does not come to an end. */
  step(): void {
    if (++this.#steps > MAX_STEPS)
      throw new TemplateError('The template takes too long to render. Check its loops.');
  }

  /** Counts a text that is put in. Throws `TemplateError` for a template that grows too large. */
  counted(text: string): string {
    this.#characters += text.length;
    this.refuseLength(this.#characters);
    return text;
  }

  refuseLength(characters: number): void {
    if (characters > MAX_RENDERED_CHARACTERS)
      throw new TemplateError('The template grows beyond 4 million characters.');
  }

  /** Throws `TemplateError` for a list that takes more steps than there are. */
  refuseItems(items: number): void {
    if (!(items <= MAX_STEPS)) throw new TemplateError('range() is too long for a prompt.');
  }
}

/** Inputs as a template sees them: where a variable is looped over, taken apart or asked about, JSON is what it stands for. */
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
  const value = parseJson(text);
  if (value === undefined) return text;
  return typeof value === 'number' && String(value) !== text ? text : value;
}

/** The uses of each name as one: at its first place, required where any use requires it, a text where all are. */
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

/** Words inside tags that no quotes enclose and that are no member of something else. */
export function wordsInTags(text: string, tags: RegExp): NamePlace[] {
  return [...text.matchAll(tags)].flatMap((tag) => {
    const code = tag[0].replace(/"[^"\n]*"|'[^'\n]*'/g, (quoted) => ' '.repeat(quoted.length));
    return [...code.matchAll(/(?<![\p{L}\p{N}_.@])[\p{L}_][\p{L}\p{N}_]*(?!=[^=])/gu)].map(
      (word) => ({ name: word[0], offset: tag.index + word.index }),
    );
  });
}
