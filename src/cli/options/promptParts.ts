/** `plumbline examples` */

import type { Command } from 'commander';
import { whole } from './options.js';

export function declareExamples(program: Command): void {
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
}
