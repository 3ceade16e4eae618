/** Declares the server for agents. */

import type { Command } from 'commander';
import { amount, whole } from './options.js';

export function declareMcp(program: Command, version: string): void {
  program
    .command('mcp')
    .argument('[folder]', 'the folder whose prompts are served', '.')
    .description('serve prompts and their tests to agents, over MCP on stdin and stdout')
    .option('--budget-calls <n>', 'calls that all tests of this server may take', whole(1), 500)
    .option('--budget-usd <amount>', 'US dollars that they may take', amount)
    .addHelpText(
      'after',
      `
Nothing is sent beyond the budget, whatever an agent asks for. Only prompt files in the folder are read.`,
    )
    .action(async (folder: string, options: { budgetCalls: number; budgetUsd?: number }) => {
      const { mcp } = await import('../commands/mcp.js');
      process.exitCode = await mcp(folder, { ...options, version });
    });
}
