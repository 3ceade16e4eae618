/** Declares `plumbline variants`. */

import { Option, type Command } from 'commander';
import { each, modelOptions, parseCounts, whole } from './options.js';

export function declareVariants(program: Command): void {
  modelOptions(program.command('variants').argument('<file>', 'a prompt file'))
    .description('show the variants a test would send, and approve or reject those a model wrote')
    .addOption(
      new Option('--variants <list>', 'variants per class, or a total').argParser(parseCounts),
    )
    .option('--seed <n>', 'seed for the variants (default: 1)', whole(0))
    .option('--no-model', 'do not ask a model: neither for missing paraphrases nor as a judge')
    .option('--again', 'ask again for paraphrases that a model failed to write before')
    .option('--approve <id...>', 'approve kept variants', each)
    .option(
      '--reject <id...>',
      'reject variants, rule-made ones too; each is replaced by the next of its class',
      each,
    )
    .option(
      '--refresh',
      'check variants written for an earlier version of the prompt again; with --model or --base-url, a model also checks their requirements',
    )
    .option(
      '--import <file>',
      'check wordings from a .txt (separated by lines of ---), .yml (a list) or .csv (column wording) and keep them for review',
    )
    .option(
      '--dry-run',
      'with --import: keep nothing; a model is asked only with --model or --base-url',
    )
    .option('--json', 'print one JSON array on stdout')
    .action(async (file: string, options: Record<string, unknown>) => {
      const { variants } = await import('../commands/variants.js');
      process.exitCode = await variants(file, options);
    });
}
