/** The table of prompt formats. A new format is one file with a `PromptFormat` and one row here. */

import { UserError } from '../../errors.js';
import {
  NOTHING_AROUND,
  withSurroundings,
  type Surroundings,
  type SurroundingsReader,
} from '../../ports/surroundings.js';
import { applyEdit, type SourceEdit } from '../edit.js';
import { tellBadPatterns } from '../checks/invalidPatterns.js';
import { fingerprint } from '../fingerprint.js';
import { withImageFiles } from '../images/imageFiles.js';
import { copilotMarkdown } from './copilotMarkdown.js';
import { dotprompt } from './dotprompt.js';
import type { PromptFormat } from './format.js';
import { githubModels } from './githubModels.js';
import { otherDotPrompt } from './otherDotPrompt.js';
import { plainText } from './plainText.js';
import { promptfoo } from './promptfoo.js';
import { prompty } from './prompty.js';
import type { Problem, Prompt } from '../prompt.js';
import type { Message } from '../../ports/model.js';
import { readAs, Reading, TOP } from '../reading.js';
import type { Encoding } from '../../text/decodeText.js';
import { worded } from '../../say/worded.js';

export interface ParsedPrompt {
  /** Null if the file is invalid; then at least one problem is an error. */
  readonly prompt: Prompt | null;
  readonly problems: readonly Problem[];
}

/** The first format that matches a file reads it. */
export const FORMATS: readonly PromptFormat[] = [
  githubModels,
  prompty,
  copilotMarkdown,
  otherDotPrompt,
  dotprompt,
  promptfoo,
  plainText,
];

/** Max characters of a prompt file. */
export const MAX_PROMPT_CHARACTERS = 4_000_000;

/** Reads a prompt file's text. Throws `UserError` if no format matches. */
export function parsePrompt(
  path: string,
  text: string,
  around: Surroundings = NOTHING_AROUND,
): ParsedPrompt {
  const reading = new Reading(path, text, around);
  if (text.length > MAX_PROMPT_CHARACTERS) {
    const size = (text.length / 1_000_000).toFixed(1);
    reading.error(
      TOP,
      `The file has ${size} million characters; the limit for a prompt file is 4 million. Check that this is the right file.`,
    );
    return { prompt: null, problems: reading.problems };
  }
  const prompt = formatOf(path, text).parse(reading);
  if (prompt === null || tellBadPatterns(reading, prompt))
    return { prompt: null, problems: reading.problems };
  const withImages = withImageFiles(reading, prompt);
  return { prompt: reading.failed ? null : withImages, problems: reading.problems };
}

/** Same as `parsePrompt`, with the files the prompt refers to. An encoding other than UTF-8 is reported. */
export async function readPrompt(
  { path, text, encoding = 'UTF-8' }: { path: string; text: string; encoding?: Encoding },
  reader: SurroundingsReader,
): Promise<ParsedPrompt> {
  const parsed = await withSurroundings(reader, (around) => parsePrompt(path, text, around));
  if (encoding === 'UTF-8') return parsed;
  const problem = { severity: 'warning' as const, message: readAs('The file', encoding), ...TOP };
  return { ...parsed, problems: [...parsed.problems, problem] };
}

/** The edit that writes a variant to the file, verified by reading the result back. Throws `UserError` if it is not possible. */
export function rewordPrompt(
  { path, text }: { path: string; text: string },
  messages: readonly Message[],
  around: Surroundings = NOTHING_AROUND,
): SourceEdit {
  const { format, prompt } = editable(path, text, around);
  const edit = format.reword(prompt, text, messages);
  const after = parsePrompt(path, applyEdit(text, edit), around);
  if (after.prompt && fingerprint(after.prompt.messages) === fingerprint(messages)) return edit;
  throw new UserError(
    worded`This variant cannot be written to ${path} unchanged. Copy what you need from the panel.`,
  );
}

/** The edit that inserts messages before the last user message, verified by reading the result back. Throws `UserError` if it is not possible. */
export function insertMessages(
  { path, text }: { path: string; text: string },
  messages: readonly Message[],
  around: Surroundings = NOTHING_AROUND,
): SourceEdit {
  const { format, prompt } = editable(path, text, around);
  const at = prompt.messages.findLastIndex(({ role }) => role === 'user');
  if (!format.insert || at < 0 || prompt.messages[at]?.range === null)
    throw new UserError(
      worded`${path} has no messages of its own to add examples to. Convert it to another format first.`,
      { commandLine: worded`The command for it is \`plumbline export\`.` },
    );
  const edit = format.insert(prompt, text, messages);
  const after = parsePrompt(path, applyEdit(text, edit), around);
  const wanted = prompt.messages.toSpliced(
    at,
    0,
    ...messages.map((each) => ({ ...each, range: null })),
  );
  const same = after.prompt && fingerprint(after.prompt.messages) === fingerprint(wanted);
  if (same && after.prompt?.variables.length === prompt.variables.length) return edit;
  throw new UserError(
    worded`These messages cannot be written to ${path} unchanged: its format or template language would interpret part of them.`,
  );
}

/** Whether a file's format has messages of its own, so that examples can be added. Throws `UserError` if no format matches. */
export const holdsMessages = (path: string, text: string): boolean =>
  formatOf(path, text).insert !== undefined;

/** Throws `UserError` if the edited file would not read back as intended. */
function editable(path: string, text: string, around: Surroundings) {
  const { prompt } = parsePrompt(path, text, around);
  if (prompt) return { format: formatOf(path, text), prompt };
  throw new UserError(worded`${path} has errors. Fix them first.`);
}

/** Whether a file's name identifies it as a prompt. */
export const isPromptName = (path: string): boolean =>
  FORMATS.some(({ names }) => names.some((name) => name.test(path)));

function formatOf(path: string, text: string): PromptFormat {
  const claims = ({ names, matches }: PromptFormat) =>
    matches ? matches(path, text) : names.some((name) => name.test(path));
  const format = FORMATS.find(claims);
  if (format) return format;
  throw new UserError(
    worded`${path} is not in a supported prompt format. Supported are GitHub Models files (*.prompt.yml, or YAML with a \`messages\` list), Prompty (*.prompty), dotprompt (*.prompt), Copilot's *.prompt.md, *.agent.md, *.instructions.md and SKILL.md, promptfoo configurations, and plain *.md, *.txt and *.j2.`,
  );
}
