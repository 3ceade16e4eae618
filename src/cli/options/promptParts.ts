/** What is said about parts of a prompt: its examples, its sentences. */

import type { Command } from 'commander';
import { modelOptions, runOptions, whole } from './options.js';

export function declarePromptParts(program: Command): void {
  program
    .command('examples')
    .argument('<file>', 'a prompt file')
    .description('the examples of a few-shot configuration, as the file would hold them')
    .requiredOption('--shots <configuration>', 'for instance 3, 3/diverse, 3/nearest/2')
    .option('--seed <n>', 'fixes the examples (default: 1)', whole(0))
    .option('--write', 'write them into the file, before its question')
    .action(async (file: string, options: { shots: string; seed?: number; write?: boolean }) => {
      const { examples } = await import('../commands/examples.js');
      process.exitCode = await examples(file, options);
    });

  runOptions(modelOptions(program.command('influence').argument('<file>', 'a prompt file')))
    .description('which sentences decide about the answers, and which change nothing')
    .option('--repeats <n>', 'ask everything n times, to tell noise (default: 2)', whole(1))
    .option('--sample <n>', 'use n cases, drawn by the seed', whole(1))
    .option('--json', 'one JSON array on stdout, a record for each part')
    .addHelpText(
      'after',
      `
The prompt is sent as it stands and without each of its sentences and list items. How far the answers move, less what asking the
same twice moves, is the influence of that part. What carries a variable is never left out. Answers are kept in the cache: the same
command after Ctrl-C goes on where it stopped.`,
    )
    .action(async (file: string, options: Record<string, unknown>) => {
      const { influence } = await import('../commands/influence.js');
      process.exitCode = await influence(file, options);
    });
}
