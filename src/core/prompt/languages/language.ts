/** What a template language can tell of a text, and how it puts values in. No language runs code or reads a file. */

import { UserError } from '../../errors.js';

export interface VariableUse {
  readonly name: string;
  /** UTF-16 offset of its first use in the text. */
  readonly offset: number;
  /** False where the text itself copes with its absence: it is asked about, or has a default. */
  readonly required: boolean;
}

export interface TemplateLanguage {
  /** How a variable of this name is written, for messages. */
  written(name: string): string;
  /** The variables of a text, each once, in the order of their first use. Throws `TemplateError`. */
  variablesOf(text: string): readonly VariableUse[];
  /**
   * Puts values in, in one pass: a value that looks like a template stays a text. Throws `TemplateError`, also when a
   * template would grow or run without end.
   */
  render(text: string, inputs: Readonly<Record<string, string>>): string;
}

/** A text that its template language cannot read or render. */
export class TemplateError extends UserError {
  override readonly name = 'TemplateError';
}

/** What a template may take: more is a mistake, or meant to do harm. */
export const MAX_STEPS = 200_000;
export const MAX_RENDERED_CHARACTERS = 4_000_000;

/** Where a variable is looped over, taken apart or asked about, JSON is read as what it stands for. */
export function valueOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'number' && String(value) !== text ? text : value;
  } catch {
    return text;
  }
}
