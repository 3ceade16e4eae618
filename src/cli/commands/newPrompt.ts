/** `plumbline new`: a prompt file from a template. */

import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { UserError } from '../../core/errors.js';
import { TEMPLATES } from '../../core/library/library.js';
import { writeText } from '../../node/workspace.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal } from '../output.js';

export async function newPrompt(
  file: string | undefined,
  { template: id }: { template: string },
): Promise<number> {
  const terminal = openTerminal();
  if (file === undefined) {
    for (const { id: name, title, detail } of TEMPLATES)
      terminal.out(`${name.padEnd(16)} ${title}: ${detail}`);
    return EXIT.ok;
  }
  const template = TEMPLATES.find((each) => each.id === id);
  if (!template)
    throw new UserError(
      `There is no template ${id}. There are: ${TEMPLATES.map((each) => each.id).join(', ')}.`,
    );
  const path = /\.ya?ml$/i.test(file) ? file : `${file}.prompt.yml`;
  if (existsSync(path)) throw new UserError(`${path} is there already. Nothing was changed.`);
  await writeText(path, template.text(basename(path).replace(/\.prompt\.ya?ml$/i, '')));
  terminal.say(`Wrote ${path}. Next: plumbline test ${path} --model trial`);
  return EXIT.ok;
}
