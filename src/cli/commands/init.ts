/** `plumbline init`: writes a first `plumbline.yml` based on the repository. */

import { join } from 'node:path';
import { UserError } from '../../core/errors.js';
import { newConfig } from '../../core/library/library.js';
import { findLocalServers } from '../../node/localServers.js';
import { PromptLibrary } from '../../node/promptLibrary.js';
import { exists, findWorkspaceOf } from '../../node/workspace.js';
import { writeText } from '../../node/writeFile.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal } from '../output.js';
import { shellWord } from '../../core/text/shellWord.js';
import { worded } from '../../core/say/worded.js';
import { counted } from '../../core/say/plural.js';

export async function init(folder: string): Promise<number> {
  const terminal = openTerminal();
  const workspace = await findWorkspaceOf(folder);
  const path = join(workspace.root, 'plumbline.yml');
  if (await exists(path)) throw new UserError(worded`${path} already exists. Nothing was changed.`);
  const library = new PromptLibrary(workspace, { say: terminal.say });
  await library.scan();
  const entries = library.entries();
  const servers = (await findLocalServers()).flatMap(({ name, baseUrl, models }) =>
    models.slice(0, 1).map((model) => ({ name, baseUrl, model })),
  );
  await writeText(path, newConfig(entries, servers));
  terminal.say(worded`Wrote ${path}: ${counted(entries.length, '1 prompt', '{n} prompts')} found.`);
  const readable = entries.filter(({ format }) => format !== null);
  const first = readable.find(({ cases }) => cases > 0) ?? readable[0];
  const model = servers.length > 0 ? '' : ' --model trial';
  const next = first
    ? `plumbline test ${shellWord(first.path)}${model}`
    : 'plumbline new prompts/triage.prompt.yml';
  terminal.say(worded`Next: ${next}`);
  return EXIT.ok;
}
