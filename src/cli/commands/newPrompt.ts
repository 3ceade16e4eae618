/** `plumbline new`: a prompt file from a template. */

import { basename, extname } from 'node:path';
import { UserError } from '../../core/errors.js';
import { TEMPLATES } from '../../core/library/library.js';
import { exists } from '../../node/workspace.js';
import { writeText } from '../../node/writeFile.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal } from '../output.js';
import { shellWord } from '../../core/text/shellWord.js';
import { worded } from '../../core/say/worded.js';

/** A file extension other than the expected ones; `v1.2` has none. */
const OTHER_ENDING = /^\.(?!prompt$|ya?ml$)[a-z]+$/i;

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
      worded`Unknown template ${id}. Use one of: ${TEMPLATES.map((each) => each.id).join(', ')}.`,
    );
  const ending = extname(file);
  if (OTHER_ENDING.test(ending))
    throw new UserError(
      worded`New prompts are .prompt.yml files, not ${ending}. Run plumbline new ${file.slice(0, -ending.length)}.prompt.yml, then convert it with \`plumbline export\`.`,
    );
  const path = /\.ya?ml$/i.test(file) ? file : `${file.replace(/\.prompt$/i, '')}.prompt.yml`;
  if (await exists(path)) throw new UserError(worded`${path} already exists. Nothing was changed.`);
  await writeText(path, template.text(basename(path).replace(/\.prompt\.ya?ml$/i, '')));
  terminal.say(worded`Wrote ${path}. Next: ${`plumbline test ${shellWord(path)} --model trial`}`);
  return EXIT.ok;
}
