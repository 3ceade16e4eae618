/** What is said about cases. */

import type { Command } from 'commander';
import { each, modelOptions, whole } from './options.js';

export function declareCases(program: Command): void {
  modelOptions(program.command('cases').argument('<file>', 'a prompt file'))
    .description('cases a model proposes for a prompt with too few, and the decisions on them')
    .option(
      '--suggest <n>',
      'ask a model for n further inputs: typical, edge and adversarial',
      whole(1),
    )
    .option(
      '--approve <id...>',
      'put proposed cases into the file, without an expected answer',
      each,
    )
    .option('--reject <id...>', 'turn proposed cases down', each)
    .option('--json', 'one JSON array on stdout')
    .addHelpText(
      'after',
      `
Proposals wait in .plumbline/cases and change nothing until they are approved. An approved case has no expected answer:
write it into the file yourself, for what is right is not for the model to say.`,
    )
    .action(async (file: string, options: Record<string, unknown>) => {
      const { cases } = await import('../commands/cases.js');
      process.exitCode = await cases(file, options);
    });
}
