import type { Message } from '../../ports/model.js';
import type { SourceEdit } from '../edit.js';
import type { Prompt } from '../prompt.js';
import type { Reading } from '../reading.js';

/** One way prompts are written. A new format is one file with one of these and a row in `formats.ts`. */
export interface PromptFormat {
  readonly id: string;
  /** How its files are called, where the name tells that a file is a prompt. */
  readonly names: readonly RegExp[];
  /** Tells files of this format by their text, where no name does, or apart from others with the same names. */
  matches?(path: string, text: string): boolean;
  /** Null after an error. */
  parse(reading: Reading): Prompt | null;
  /** The edit that puts another wording into the file. Throws `UserError` when the file cannot hold it. */
  reword(prompt: Prompt, text: string, messages: readonly Message[]): SourceEdit;
  /** The edit that puts messages before the last user message. Absent where a file of the format holds one message only. */
  insert?(prompt: Prompt, text: string, messages: readonly Message[]): SourceEdit;
}
