/** `plumbline cache stats` and `prune`. */

import { bytesText } from '../../core/text/bytes.js';
import { count, thousands } from '../../core/words/figures.js';
import { cachedPrompts, forgetAnswers, tidyAnswers } from '../../node/cacheFolder.js';
import { findWorkspaceOf } from '../../node/workspace.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal } from '../output.js';

export async function cacheStats(folder: string, { json }: { json?: boolean }): Promise<number> {
  const terminal = openTerminal();
  const all = await cachedPrompts(await findWorkspaceOf(folder));
  if (json) {
    terminal.out(JSON.stringify(all, null, 2));
    return EXIT.ok;
  }
  for (const { prompt, answers, bytes, usedAt, isGone, useless } of all) {
    const facts = [
      count(answers, 'answer'),
      bytesText(bytes),
      `last added ${new Date(usedAt).toISOString().slice(0, 10)}`,
      useless > 0 ? `${thousands(useless)} lines of no use` : null,
      isGone ? 'the prompt is gone' : null,
    ];
    terminal.out(`${prompt}: ${facts.filter((fact) => fact !== null).join(', ')}`);
  }
  const answers = all.reduce((sum, each) => sum + each.answers, 0);
  const bytes = all.reduce((sum, each) => sum + each.bytes, 0);
  terminal.out(
    `${count(answers, 'answer')} of ${count(all.length, 'prompt')}, ${bytesText(bytes)}`,
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
  const before = await cachedPrompts(workspace);
  const oldest = days === undefined ? -Infinity : Date.now() - days * MS_PER_DAY;
  const left: number[] = [];
  for (const each of before) {
    if (all || each.isGone || each.usedAt < oldest) await forgetAnswers(workspace, each);
    else left.push(each.useless > 0 ? await tidyAnswers(workspace, each) : each.bytes);
  }
  const sizeOf = (sizes: readonly number[]) => sizes.reduce((sum, bytes) => sum + bytes, 0);
  const freed = sizeOf(before.map(({ bytes }) => bytes)) - sizeOf(left);
  terminal.out(
    `Freed ${bytesText(freed)}; ${bytesText(sizeOf(left))} of ${count(left.length, 'prompt')} left.`,
  );
  return EXIT.ok;
}
