/** What every prompt format is read into. Texts are as the file's parser gives them; ranges point into the file. */

import type { Check } from './checks/check.js';
import type { LanguageId } from './languages/languages.js';
import type { SensitivitySettings } from './settings/settings.js';
import type { Message, Tool } from '../ports/model.js';

/** A stretch of the source text: UTF-16 offsets, and the 1-based line and column of its start. */
export interface SourceRange {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

export interface PromptMessage extends Message {
  /** Null for a message that does not stand in the file: the question a case brings. */
  readonly range: SourceRange | null;
}

export interface NamedRange {
  readonly name: string;
  readonly range: SourceRange;
}

export interface Variable extends NamedRange {
  /** The message of its first use. */
  readonly range: SourceRange;
  /** False where the text copes with its absence. */
  readonly required: boolean;
}

export interface Case {
  /** Unique in its prompt: the row's own `id`, else its 1-based number. */
  readonly id: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** The right answer, where the file gives one. */
  readonly expected: string | null;
  /** Null where it stands in another file. */
  readonly range: SourceRange | null;
  /** What decides for this case alone, beside the prompt's own checks. Their values are no templates. */
  readonly checks?: readonly Check[];
}

/** Model parameters the file sets; null means the file is silent and nothing is sent. */
export interface ModelParameters {
  readonly temperature: number | null;
  readonly topP: number | null;
  readonly maxTokens: number | null;
  readonly maxCompletionTokens: number | null;
  readonly responseFormat: 'text' | 'json_object' | 'json_schema' | null;
  /** The parsed `{name, schema, strict?}` of a `json_schema` response format. */
  readonly jsonSchema: JsonSchemaFormat | null;
  readonly extra: Readonly<Record<string, unknown>>;
}

export interface JsonSchemaFormat {
  readonly name: string;
  readonly schema: unknown;
  readonly [key: string]: unknown;
}

export interface Prompt {
  /** The id of the format it was read from, see `formats.ts`. */
  readonly format: string;
  readonly path: string;
  readonly name: string;
  readonly description: string | null;
  /** The model id the file names, in the file's own spelling (`openai/gpt-4o`). */
  readonly model: string | null;
  readonly parameters: ModelParameters;
  /** What the model may call. No wording changes them. */
  readonly tools: readonly Tool[];
  /** The template language of its messages. */
  readonly language: LanguageId;
  readonly messages: readonly PromptMessage[];
  /** Texts the messages include by name. */
  readonly partials: Readonly<Record<string, string>>;
  /** Where the messages begin. */
  readonly start: SourceRange;
  readonly variables: readonly Variable[];
  /** Where names of variables stand as keys: what the file declares, then its cases. */
  readonly keys: readonly NamedRange[];
  readonly cases: readonly Case[];
  /** What few-shot examples are drawn from; empty where they are drawn from the other cases. Never tested themselves. */
  readonly examples: readonly Case[];
  /** The key its cases stand under, with `.` between the levels. */
  readonly casesKey: string;
  readonly checks: readonly Check[];
  readonly settings: SensitivitySettings;
  /** Where the wordings written by hand stand in the file. */
  readonly wordings: readonly { readonly id: string; readonly range: SourceRange }[];
  /** Keys of the file that mean nothing to us, kept as they are. */
  readonly extra: Readonly<Record<string, unknown>>;
}
