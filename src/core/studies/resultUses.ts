import type { Message } from '../ports/model.js';
import type { Prompt } from '../prompt/prompt.js';

/** What a study's result is good for, beside being read. */
export interface ResultUses<R extends object> {
  /** The line a result leaves in the history; absent: the newest result replaces the one before. */
  summary?(result: R): object;
  /** Whether a command that finds this exits as a failed gate does; absent: it never does. */
  isFailure?(result: R): boolean;
  /** The messages that the result offers in place of the prompt's own; null: none. Absent: the study offers none. */
  offered?(result: R): readonly Message[] | null;
  /** What it found as code for whoever calls the model. Throws `UserError` where there is none. Absent: the study exports none. */
  code?(result: R, prompt: Prompt, language: 'py' | 'mjs'): string;
}
