/** Declares `plumbline cases`. */

import type { Command } from 'commander';
import { each, modelOptions, whole } from './options.js';

export function declareCases(program: Command): void {
  modelOptions(program.command('cases').argument('<file>', 'a prompt file'))
    .description('suggest cases for a prompt with too few, and approve or reject them')
    .option(
      '--suggest <n>',
      'ask a model for n more inputs: typical, edge and adversarial',
      whole(1),
    )
    .option(
      '--approve <id...>',
      'add suggested cases to the file, without an expected answer',
      each,
    )
    .option('--reject <id...>', 'reject suggested cases', each)
    .option(
      '--seen <jsonl>',
      'say what inputs seen in practice hold that no case does; sends nothing',
    )
    .option('--json', 'print one JSON array on stdout')
    .addHelpText(
      'after',
      `
Suggested cases wait in .plumbline/cases and change nothing until they are approved. An approved case has no expected answer:
add it to the file yourself, because you decide what is correct, not the model.`,
    )
    .action(async (file: string, options: Record<string, unknown>) => {
      const { cases } = await import('../commands/cases.js');
      process.exitCode = await cases(file, options);
    });
}
