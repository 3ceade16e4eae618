/** Declares `plumbline instructions`. */

import type { Command } from 'commander';
import { modelOptions } from './options.js';

export function declareInstructions(program: Command): void {
  modelOptions(program.command('instructions').argument('<file>', 'a prompt file'))
    .description("list a prompt's instructions and what checks them, and suggest checks")
    .option('--suggest-checks', 'ask a model for checks of those that have none, and print them')
    .option('--json', 'print one JSON array on stdout')
    .action(async (file: string, options: Record<string, unknown>) => {
      const { instructions } = await import('../commands/instructions.js');
      process.exitCode = await instructions(file, options);
    });
}
