/** `plumbline examples`: prints the examples of a few-shot configuration in the file's format, or writes them to it. */

import { UserError } from '../../core/errors.js';
import { withSurroundings } from '../../core/ports/surroundings.js';
import { applyEdit } from '../../core/prompt/edit.js';
import { shotsName } from '../../core/words/planWords.js';
import { printable } from '../../core/text/printable.js';
import { parseShots } from '../../core/variants/shots/configuration.js';
import { examplesEdit } from '../../core/variants/shots/examplesEdit.js';
import { surroundingsOf } from '../../node/surroundings.js';
import { findWorkspace, readText } from '../../node/workspace.js';
import { writeText } from '../../node/writeFile.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal } from '../output.js';
import { usablePrompt } from '../readPrompt.js';
import { worded } from '../../core/say/worded.js';

export async function examples(
  file: string,
  { shots: asked, seed = 1, write = false }: { shots: string; seed?: number; write?: boolean },
): Promise<number> {
  const terminal = openTerminal();
  const workspace = await findWorkspace(file);
  const prompt = await usablePrompt(file, workspace, terminal.say);
  const text = await readText(file);
  const [shots = ''] = parseShots(asked);
  if (text === null) throw new UserError(worded`File not found: ${file}`);
  const { edit, examples: chosen } = await withSurroundings(
    surroundingsOf(workspace.root),
    (around) => examplesEdit({ prompt, text }, { shots, seed, around }),
  );
  terminal.say(`${shotsName(shots, terminal.words)}: ${chosen.map(({ id }) => id).join(', ')}`);
  if (!write) {
    terminal.out(printable(edit.text).trimEnd());
    return EXIT.ok;
  }
  await writeText(file, applyEdit(text, edit));
  terminal.say(worded`Wrote ${file}. Tests skip the cases it now shows.`);
  return EXIT.ok;
}
