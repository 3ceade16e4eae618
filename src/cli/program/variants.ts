/** What is said about wordings. */

import { Option, type Command } from 'commander';
import { modelOptions, parseCounts, whole } from './options.js';

export function declareVariants(program: Command): void {
  modelOptions(program.command('variants').argument('<file>', 'a prompt file'))
    .description('show the wordings a test would send')
    .addOption(new Option('--variants <list>', 'how many of each class').argParser(parseCounts))
    .option('--seed <n>', 'fixes the variants (default: 1)', whole(0))
    .option('--no-model', 'ask no model for paraphrases that are missing')
    .option('--json', 'one JSON array on stdout')
    .action(async (file: string, options: Record<string, unknown>) => {
      const { variants } = await import('../commands/variants.js');
      process.exitCode = await variants(file, options);
    });
}
