/** The table of prompt formats. A new format is one file with a `PromptFormat` and one row here. */

import { UserError } from '../errors.js';
import { copilotMarkdown } from './copilotMarkdown.js';
import { dotprompt } from './dotprompt.js';
import { githubModels } from './githubModels.js';
import { otherDotPrompt } from './otherDotPrompt.js';
import { prompty } from './prompty.js';
import { applyEdit, type SourceEdit } from './edit.js';
import { fingerprint } from './fingerprint.js';
import type { Message, Problem, Prompt } from './prompt.js';

export interface ParsedPrompt {
  /** Null when the file cannot be understood; then at least one problem is an error. */
  readonly prompt: Prompt | null;
  readonly problems: readonly Problem[];
}

export interface PromptFormat {
  readonly id: string;
  /** Whether a file is of this format, by its name or, where names do not tell, by its text. */
  matches(path: string, text: string): boolean;
  parse(path: string, text: string): ParsedPrompt;
  /** The edit that puts another wording into the file. Throws `UserError` when the file cannot hold it. */
  reword(text: string, messages: readonly Message[]): SourceEdit;
}

export const FORMATS: readonly PromptFormat[] = [
  githubModels,
  prompty,
  copilotMarkdown,
  dotprompt,
  otherDotPrompt,
];

/** More than this is no prompt any model could read. */
export const MAX_PROMPT_CHARACTERS = 4_000_000;

/** Reads a prompt file's text. Throws `UserError` when no format claims the file. */
export function parsePrompt(path: string, text: string): ParsedPrompt {
  if (text.length > MAX_PROMPT_CHARACTERS) {
    const size = (text.length / 1_000_000).toFixed(1);
    const message = `The file has ${size} million characters; a prompt file may have 4. Is this the right file?`;
    return { prompt: null, problems: [{ severity: 'error', message, line: 1, column: 1 }] };
  }
  return formatOf(path, text).parse(path, text);
}

/** The edit that puts another wording into the file; the wording is read back before it is offered. */
export function rewordPrompt(path: string, text: string, messages: readonly Message[]): SourceEdit {
  const format = formatOf(path, text);
  const edit = format.reword(text, messages);
  const { prompt } = format.parse(path, applyEdit(text, edit));
  if (prompt && fingerprint(prompt.messages) === fingerprint(messages)) return edit;
  throw new UserError(
    `This wording cannot be written into ${path} without changing it. Copy what you need from the panel.`,
  );
}

function formatOf(path: string, text: string): PromptFormat {
  const format = FORMATS.find((candidate) => candidate.matches(path, text));
  if (format) return format;
  throw new UserError(
    `${path} is in no prompt format Plumbline reads yet. It reads GitHub Models files (*.prompt.yml, or YAML with a \`messages\` list), Prompty (*.prompty), dotprompt (*.prompt), and Copilot's *.prompt.md, *.agent.md, *.instructions.md and SKILL.md.`,
  );
}
