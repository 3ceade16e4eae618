/** What is said about answers that are there already. */

import type { Command } from 'commander';
import { whole } from './options.js';

export function declareScores(program: Command): void {
  program
    .command('score')
    .argument(
      '<outcomes>',
      'a JSONL file: case, variant, repeat, text, and expected, answer or score; - for standard input',
    )
    .description('score answers from anywhere')
    .option('--json', 'one JSON value on stdout')
    .option('--seed <n>', 'fixes the resampling (default: 1)', whole(0))
    .action(async (file: string, options: { json?: boolean; seed?: number }) => {
      const { score } = await import('../commands/score.js');
      process.exitCode = await score(file, options);
    });
}
