/** `plumbline library approve`: decides on shared rows, and says which prompts that touches. */

import { join } from 'node:path';
import { UserError } from '../../core/errors.js';
import { pathIn } from '../../core/prompt/path.js';
import { decideOnTexts } from '../../core/prompt/settings/sharedTexts.js';
import { usedFiles } from '../../core/library/sharedFiles.js';
import { PromptLibrary } from '../../node/promptLibrary.js';
import { findWorkspaceOf, readText } from '../../node/workspace.js';
import { writeText } from '../../node/writeFile.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal } from '../output.js';
import { shellWord } from '../../core/text/shellWord.js';
import { worded } from '../../core/say/worded.js';
import { listed } from '../../core/say/listSaid.js';
import { counted } from '../../core/say/plural.js';

/** `file`: its name in the shared folder, or its path. */
export async function libraryApprove(
  file: string,
  ids: readonly string[],
  { reject = false }: { reject?: boolean },
): Promise<number> {
  const { out, say } = openTerminal();
  const workspace = await findWorkspaceOf('.');
  const path = pathIn('', `shared:${file.replace(/^(?:\.\/)?\.plumbline\/shared\//, '')}`);
  const text = path === null ? null : await readText(join(workspace.root, path));
  if (path === null || text === null)
    throw new UserError(worded`There is no ${file} in .plumbline/shared.`);
  if (!/\.ya?ml$/i.test(path))
    throw new UserError(worded`Change the status in ${path} yourself: only YAML files are edited.`);
  const decided = decideOnTexts(text, ids, reject ? 'rejected' : 'approved');
  if (decided.missing.length > 0)
    throw new UserError(worded`${path} has no ${listed(decided.missing)}. Nothing was changed.`);
  await writeText(join(workspace.root, path), decided.text);
  const library = new PromptLibrary(workspace, { say });
  await library.scan();
  const users = usedFiles(library.entries()).find((each) => each.file === path)?.prompts ?? [];
  const affected = counted(users.length, '1 prompt', '{n} prompts');
  out(
    reject
      ? worded`Rejected ${listed(ids)} in ${path}. Affected: ${affected}.`
      : worded`Approved ${listed(ids)} in ${path}. Affected: ${affected}.`,
  );
  for (const user of users) out(`  ${user}`);
  if (users.length > 0)
    out(worded`Measure them with: ${`plumbline test --users-of ${shellWord(path)}`}`);
  return EXIT.ok;
}
