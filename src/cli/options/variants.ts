/** What is said about wordings. */

import { Option, type Command } from 'commander';
import { each, modelOptions, parseCounts, whole } from './options.js';

export function declareVariants(program: Command): void {
  modelOptions(program.command('variants').argument('<file>', 'a prompt file'))
    .description('show the wordings a test would send, and decide on those a model wrote')
    .addOption(
      new Option('--variants <list>', 'how many of each class, or a number in all').argParser(
        parseCounts,
      ),
    )
    .option('--seed <n>', 'fixes the variants (default: 1)', whole(0))
    .option('--no-model', 'ask no model for paraphrases that are missing')
    .option('--again', 'ask for missing paraphrases although a model was asked before')
    .option('--approve <id...>', 'approve kept wordings', each)
    .option('--reject <id...>', 'reject kept wordings', each)
    .option(
      '--refresh',
      'gate wordings made for an earlier version of the prompt again; with --model or --base-url a model checks their requirements too',
    )
    .option('--json', 'one JSON array on stdout')
    .action(async (file: string, options: Record<string, unknown>) => {
      const { variants } = await import('../commands/variants.js');
      process.exitCode = await variants(file, options);
    });
}
