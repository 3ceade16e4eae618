/** The model of a prompt, which every format is read into. Ranges point into the file. */

import type { Check } from './checks/check.js';
import type { ImageKind } from './images/imageKind.js';
import type { LanguageId } from './languages/languages.js';
import type { SensitivitySettings } from './settings/settings.js';
import type { Message, Tool } from '../ports/model.js';
import type { ToolCall } from '../text/toolCalls.js';

/** A range of the source text: UTF-16 offsets, and the 1-based line and column of its start. */
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
  /** The file is valid for the tool it was written for: only Plumbline cannot do more with it. */
  readonly limit?: true;
}

export interface PromptMessage extends Message {
  /** Null for a message that is not in the file: a case's `input`. */
  readonly range: SourceRange | null;
}

export interface NamedRange {
  readonly name: string;
  readonly range: SourceRange;
}

export interface Variable extends NamedRange {
  /** The message of its first use. */
  readonly range: SourceRange;
  /** False if the template handles a missing value. */
  readonly required: boolean;
}

export interface Case {
  /** Unique in its prompt: the row's own `id`, else its 1-based number. */
  readonly id: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** The expected answer, if the file has one. */
  readonly expected: string | null;
  /** Null if it is in another file. */
  readonly range: SourceRange | null;
  /** Checks for this case only, in addition to the prompt's. Their values are not templates. */
  readonly checks?: readonly Check[];
  /** What was retrieved for it, best first; the variable `contexts` holds it as text. */
  readonly contexts?: readonly Passage[];
  /** Ids of the passages that hold the answer; absent: nobody said. */
  readonly relevant?: readonly string[];
  /** The calls that lead to the answer, where somebody said; absent: nobody did. */
  readonly trajectory?: readonly ToolCall[];
  /** Ids of the risks it is a test of, as `risk.yml` names them. */
  readonly risks?: readonly string[];
  /** Its request pulls against what the prompt is for: `conflict: true`. */
  readonly isConflict?: true;
}

/** A file, or bytes that stand in the prompt. */
export interface PromptImage extends ImageKind {
  readonly bytes: number;
  readonly base64: string;
  /** Of a file's bytes; else empty. */
  readonly sha256: string;
}

export interface Passage {
  readonly id: string;
  readonly text: string;
}

/** Model parameters set in the file; a null one is not set and not sent. */
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
  /** The tools the model may call. Variants do not change them. */
  readonly tools: readonly Tool[];
  /** The template language of its messages. */
  readonly language: LanguageId;
  /** Whether `{{ message.role }}:` on a line of its own begins a message. */
  readonly roleLines?: boolean;
  readonly messages: readonly PromptMessage[];
  /** Texts the messages include by name. */
  readonly partials: Readonly<Record<string, string>>;
  /** The images of its messages by their address, those that are sent as bytes; absent where it has none. */
  readonly images?: Readonly<Record<string, PromptImage>>;
  /** Where the messages start. */
  readonly start: SourceRange;
  readonly variables: readonly Variable[];
  /** Whether a variable without a value is printed as nothing, as where the format comes from; absent: nothing is sent. */
  readonly printsMissing?: true;
  /** Variable names used as keys: in the file's declarations, then in its cases. */
  readonly keys: readonly NamedRange[];
  /** Inputs that something other than the messages reads, such as a tool's binding or an evaluator; `all` if a program may read any. */
  readonly readElsewhere?: readonly string[] | 'all';
  readonly cases: readonly Case[];
  /** The pool of few-shot examples, which are never tested; empty if they are drawn from the other cases. */
  readonly examples: readonly Case[];
  /** The key of its cases, with `.` between levels. */
  readonly casesKey: string;
  readonly checks: readonly Check[];
  readonly settings: SensitivitySettings;
  /** The places of hand-written variants in the file. */
  readonly wordings: readonly { readonly id: string; readonly range: SourceRange }[];
  /** Unknown keys of the file, kept unchanged. */
  readonly extra: Readonly<Record<string, unknown>>;
}
