/** `plumbline mcp`: a server for agents. Stdout carries its protocol and nothing else. */

import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { realpath } from 'node:fs/promises';
import { UserError } from '../../core/errors.js';
import { EXIT } from '../exitCodes.js';
import { serverBudget } from '../mcp/serverBudget.js';
import { promptServer } from '../mcp/promptServer.js';
import { worded } from '../../core/say/worded.js';

export interface McpOptions {
  readonly budgetCalls: number;
  readonly budgetUsd?: number;
  readonly version: string;
}

/** Resolves when the client hangs up. Throws `UserError` where the folder is not there. */
export async function mcp(
  folder: string,
  { budgetCalls, budgetUsd, version }: McpOptions,
): Promise<number> {
  const root = await realpath(folder).catch(() => {
    throw new UserError(worded`Folder not found: ${folder}`);
  });
  const budget = serverBudget({ calls: budgetCalls, usd: budgetUsd ?? null });
  const server = promptServer({ root, budget, version });
  const closed = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
    process.stdin.once('end', resolve);
  });
  await server.connect(new StdioServerTransport());
  await closed;
  await server.close();
  return EXIT.ok;
}
