import { UserError } from '../core/errors.js';
import { readPrompt, type ParsedPrompt } from '../core/prompt/formats/formats.js';
import type { Problem, Prompt } from '../core/prompt/prompt.js';
import { surroundingsOf } from '../node/surroundings.js';
import { readDecoded, type Workspace } from '../node/workspace.js';
import { worded } from '../core/say/worded.js';

export const placed = (
  file: string,
  {
    line,
    column,
    severity,
    message,
  }: Pick<Problem, 'line' | 'column' | 'message'> & { severity: string },
) => `${file}:${line}:${column}: ${severity}: ${message}`;

export async function readPromptFile(file: string, workspace: Workspace): Promise<ParsedPrompt> {
  const read = await readDecoded(file);
  if (read === null) throw new UserError(worded`File not found: ${file}`);
  return readPrompt({ path: workspace.pathOf(file), ...read }, surroundingsOf(workspace.root));
}

/** Prints warnings. Throws `UserError` if the file has errors. */
export async function usablePrompt(
  file: string,
  workspace: Workspace,
  say: (text: string) => void,
): Promise<Prompt> {
  const { prompt, problems } = await readPromptFile(file, workspace);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (!prompt || errors.length > 0)
    throw new UserError(problems.map((each) => placed(file, each)).join('\n'));
  problems.forEach((each) => say(placed(file, each)));
  return prompt;
}
