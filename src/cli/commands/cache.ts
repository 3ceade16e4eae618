/** `plumbline cache stats` and `prune`. */

import { bytesText } from '../../core/text/bytes.js';
import { cachedModels, forgetAnswers, tidyAnswers } from '../../node/cacheFolder.js';
import { findWorkspaceOf } from '../../node/workspace.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal } from '../output.js';
import { worded } from '../../core/say/worded.js';
import { counted, plural, answers as answersSaid } from '../../core/say/plural.js';

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

export async function cacheStats(folder: string, { json }: { json?: boolean }): Promise<number> {
  const terminal = openTerminal();
  const { words } = terminal;
  const all = await cachedModels(await findWorkspaceOf(folder));
  if (json) {
    terminal.out(JSON.stringify(all, null, 2));
    return EXIT.ok;
  }
  for (const { name, answers, bytes, usedAt, useless } of all) {
    const facts = [
      answersSaid(answers, words),
      bytesText(bytes),
      words('last added {day}', { day: dayOf(usedAt) }),
      useless > 0 ? plural(words, useless, '1 line of no use', '{n} lines of no use') : null,
    ];
    terminal.out(`${name}: ${facts.filter((fact) => fact !== null).join(', ')}`);
  }
  const answers = all.reduce((sum, each) => sum + each.answers, 0);
  const bytes = all.reduce((sum, each) => sum + each.bytes, 0);
  terminal.out(
    worded`${answersSaid(answers, words)} of ${counted(all.length, '1 model', '{n} models')}, ${bytesText(bytes)}`,
  );
  return EXIT.ok;
}

export interface PruneOptions {
  readonly days?: number;
  readonly all?: boolean;
}

const MS_PER_DAY = 86_400_000;

export async function cachePrune(folder: string, { days, all }: PruneOptions): Promise<number> {
  const terminal = openTerminal();
  const workspace = await findWorkspaceOf(folder);
  const before = await cachedModels(workspace);
  const since = days === undefined ? undefined : dayOf(Date.now() - days * MS_PER_DAY);
  const left: number[] = [];
  for (const each of before) {
    const bytes = all ? 0 : await tidyAnswers(workspace, each, since);
    if (all) await forgetAnswers(workspace, each);
    if (bytes > 0) left.push(bytes);
  }
  const sizeOf = (sizes: readonly number[]) => sizes.reduce((sum, bytes) => sum + bytes, 0);
  const freed = sizeOf(before.map(({ bytes }) => bytes)) - sizeOf(left);
  terminal.out(
    worded`Freed ${bytesText(freed)}; ${bytesText(sizeOf(left))} of ${counted(left.length, '1 model', '{n} models')} left.`,
  );
  return EXIT.ok;
}
