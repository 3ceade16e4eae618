/** `plumbline import` and `plumbline export`: converts a prompt, and reports what the target format cannot hold. */

import { basename, dirname, join } from 'node:path';
import { UserError } from '../../core/errors.js';
import { EXPORTERS, fileStem, type Exporter } from '../../core/library/library.js';
import { exists, findWorkspace } from '../../node/workspace.js';
import { writeText } from '../../node/writeFile.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal } from '../output.js';
import { usablePrompt } from '../readPrompt.js';
import { worded } from '../../core/say/worded.js';

/** `out`: a file, or `-` for standard output; beside the prompt where it is absent. */
export async function convert(
  file: string,
  { to, out, force }: { to: string; out?: string; force?: boolean },
): Promise<number> {
  const terminal = openTerminal();
  const exporter = EXPORTERS.find(({ id }) => id === to);
  if (!exporter)
    throw new UserError(
      worded`Unknown format ${to}. Use one of: ${EXPORTERS.map(({ id }) => id).join(', ')}.`,
    );
  const prompt = await usablePrompt(file, await findWorkspace(file), terminal.say);
  const { text, lost } = exporter.export(prompt);
  const path = out ?? besideOf(file, prompt.name, exporter);
  if (path === '-') terminal.out(text.trimEnd());
  else {
    if ((await exists(path)) && !force)
      throw new UserError(worded`${path} already exists. Use --force to overwrite it.`);
    await writeText(path, text);
    terminal.say(worded`Wrote ${path}`);
  }
  lost.forEach((note) => terminal.say(worded`Not carried over: ${note}`));
  return EXIT.ok;
}

function besideOf(file: string, name: string, { fileName }: Exporter): string {
  const base = basename(file);
  const stem = /^(?:system\.md|SKILL\.md|promptfooconfig)/i.test(base)
    ? fileStem(name)
    : base.replace(/(?:\.prompt|_prompt)?\.[^.]*$|\.(?:agent|instructions|chatmode)\.md$/i, '');
  return join(dirname(file), fileName(stem));
}
