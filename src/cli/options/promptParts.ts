/** `plumbline examples` */

import type { Command } from 'commander';
import { whole } from './options.js';

export function declareExamples(program: Command): void {
  program
    .command('examples')
    .argument('<file>', 'a prompt file')
    .description("print the examples of a few-shot configuration in the file's format")
    .requiredOption('--shots <configuration>', 'for example 3, 3/diverse, 3/nearest/2')
    .option('--seed <n>', 'seed for the examples (default: 1)', whole(0))
    .option('--write', 'write them to the file, before the last user message')
    .action(async (file: string, options: { shots: string; seed?: number; write?: boolean }) => {
      const { examples } = await import('../commands/examples.js');
      process.exitCode = await examples(file, options);
    });
}
