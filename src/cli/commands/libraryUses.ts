/** `plumbline library uses`: partials and pools of examples, and the prompts that use them. */

import { oneLine } from '../../core/text/printable.js';
import { count } from '../../core/say/figures.js';
import { filesUsed } from '../../node/usersOf.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal } from '../output.js';

export async function libraryUses(
  name: string | undefined,
  { json }: { json?: boolean },
): Promise<number> {
  const { out, say, colours, width } = openTerminal();
  const { used } = await filesUsed(name, say);
  if (json) out(JSON.stringify(used, null, 2));
  else if (used.length === 0) say('No prompt refers to another file.');
  else
    for (const { file, prompts } of used) {
      out(`${colours.bold(oneLine(file, width))}  ${count(prompts.length, 'prompt')}`);
      for (const path of prompts) out(`  ${oneLine(path, width - 2)}`);
    }
  return EXIT.ok;
}
