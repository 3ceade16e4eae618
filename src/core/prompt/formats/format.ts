import type { Message } from '../../ports/model.js';
import type { SourceEdit } from '../edit.js';
import type { Prompt } from '../prompt.js';
import type { Reading } from '../reading.js';

/** A prompt format. A new one is a file with this and a row in `formats.ts`. */
export interface PromptFormat {
  readonly id: string;
  /** Names that identify a file as a prompt of this format. */
  readonly names: readonly RegExp[];
  /** Recognizes files of this format by their text, if the name is not enough. */
  matches?(path: string, text: string): boolean;
  /** Null after an error. */
  parse(reading: Reading): Prompt | null;
  /** The edit that writes a variant to the file. Throws `UserError` if the format cannot express it. */
  reword(prompt: Prompt, text: string, messages: readonly Message[]): SourceEdit;
  /** The edit that inserts messages before the last user message. Absent if files of the format have a single message. */
  insert?(prompt: Prompt, text: string, messages: readonly Message[]): SourceEdit;
}
